"""``GET /v1/suggestions``: first questions, drawn from what is indexed."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from api.models import SuggestionsReply
from api.openapi import replies
from api.routes import ServiceDep
from api.schemas import Language, base_tag

router = APIRouter()

_EXAMPLE = {
    "suggestions": [
        {
            "question": "How many cooperative unions does the report on Lai Chau mention?",
            "language": "en",
            "document_id": "002_90b0b3ba3709f975",
        }
    ]
}


@router.get(
    "/v1/suggestions",
    tags=["questions"],
    summary="First questions",
    responses=replies(SuggestionsReply, _EXAMPLE, 422, what="at most six"),
)
def suggestions(
    service: ServiceDep, language: Annotated[Language, Query(description="of the questions")] = "en"
) -> JSONResponse:
    """Return a few questions to begin with; each is answered, and from the article it was made from.

    A language we have no questions in gets English ones. They are worked out at the first call after the articles
    changed, which takes a second or two.
    """
    found = service.suggestions(base_tag(language))
    listed = [{"question": s.question, "language": s.language, "document_id": s.document_id} for s in found]
    return JSONResponse({"suggestions": listed})
