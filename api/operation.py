"""`/metrics`, for Prometheus."""

from fastapi import APIRouter, Request, Response

from api.metrics import CONTENT_TYPE, Metrics
from api.openapi import replies

router = APIRouter()
_EXAMPLE = 'qa_answers_total{mode="extractive",status="answered"} 12.0\n'


@router.get(
    "/metrics",
    tags=["operation"],
    summary="What is counted and timed",
    response_class=Response,
    responses={
        **replies(None, None),
        200: {
            "description": "Prometheus' text format",
            "content": {"text/plain": {"schema": {"type": "string"}, "example": _EXAMPLE}},
        },
    },
)
def metrics(request: Request) -> Response:
    """Tell what was asked, answered, refused and how long it took, since the service started."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.text(), media_type=CONTENT_TYPE)
