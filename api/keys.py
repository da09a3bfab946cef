"""`/v1/keys` and `/v1/me`: what the command line manages keys by, and who the caller is."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import JSONResponse

from api.access import CallerDep, StateDep
from api.kept_examples import KEYS, ME, NEW_KEY
from api.models import KeysReply, MeReply, NewKeyReply
from api.openapi import BODY, replies, takes
from api.routes import json_only
from api.schemas import KeyBody
from api.state.keys import Key
from qa.wire import Json

router = APIRouter(tags=["keys"])
Name = Annotated[str, Path(max_length=100, description="the key's name", examples=["newsroom"])]


@router.get("/v1/me", summary="Who calls?", responses=replies(MeReply, ME, what="who calls"))
def who_am_i(request: Request, caller: CallerDep) -> JSONResponse:
    """Return the name of the caller's key, null where none is asked for, and what it may do."""
    return JSONResponse({"key": caller, "scopes": list(request.state.scopes)})


@router.get("/v1/keys", summary="List keys", responses=replies(KeysReply, KEYS, what="the keys"))
def list_keys(state: StateDep) -> JSONResponse:
    """List the keys, without their secrets."""
    return JSONResponse({"keys": [key_json(key) for key in state.keys.all]})


@router.post(
    "/v1/keys",
    status_code=201,
    summary="Make a key",
    responses=replies(NewKeyReply, NEW_KEY, *BODY, 409, 507, status=201, what="the key, shown this once"),
    openapi_extra=takes({"name": "newsroom", "scopes": ["ask"]}),
    dependencies=[Depends(json_only)],
)
def create_key(body: KeyBody, state: StateDep) -> JSONResponse:
    """Make a key; from the first one on, every caller needs one."""
    key, secret = state.keys.create(body.name, body.scopes)
    return JSONResponse({**key_json(key), "key": secret}, status_code=201, headers={"Cache-Control": "no-store"})


@router.delete(
    "/v1/keys/{name}",
    summary="Revoke a key",
    status_code=204,
    responses=replies(None, None, 404, 422, 507, status=204, what="revoked"),
)
def revoke_key(name: Name, state: StateDep) -> Response:
    """Take a key back, at once."""
    state.keys.revoke(name)
    return Response(status_code=204)


def key_json(key: Key) -> Json:
    """Return a key without its secret."""
    return {"name": key.name, "scopes": list(key.scopes), "created": key.created}
