"""The API in OpenAPI 3.1, for programs; docs/api.md is for people."""

from typing import Any

_PROBLEM = {
    "description": "What is wrong; `field` names the part of the request",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_FAULTS = dict.fromkeys(("400", "401", "403", "404", "405", "413", "422", "429", "503"), _PROBLEM)
_WEEK = {
    "name": "week",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$"},
    "example": "2026-W06",
}


def _get(summary: str, *, parameters: tuple[dict[str, Any], ...] = (), key: bool = True) -> dict[str, Any]:
    answer = {"description": summary, "content": {"application/json": {"schema": {"type": "object"}}}}
    return {
        "get": {
            "summary": summary,
            "parameters": list(parameters),
            "security": [{"key": []}] if key else [],
            "responses": {"200": answer, **_FAULTS},
        }
    }


SPECIFICATION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "loketplan for queue systems", "version": "1"},
    "paths": {
        "/api/notice": _get("Quotas in force, as citizens read them", key=False),
        "/api/roster/{week}": _get("Published roster of a week", parameters=(_WEEK,)),
        "/api/plan/{week}": _get("Published postings, quotas, overrides and shortfalls", parameters=(_WEEK,)),
        "/api/issued": {
            "post": {
                "summary": "Tickets of a window handed out so far (the total, not the difference)",
                "security": [{"key": []}],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Issued"}}},
                },
                "responses": {
                    "200": {
                        "description": "Noted",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Left"}}},
                    },
                    **_FAULTS,
                },
            }
        },
    },
    "components": {
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "Problem": {
                "type": "object",
                "required": ["status", "code", "title"],
                "properties": {
                    "status": {"type": "integer"},
                    "code": {"type": "string"},
                    "title": {"type": "string"},
                    "field": {"type": "string"},
                },
            },
            "Issued": {
                "type": "object",
                "additionalProperties": False,
                "required": ["desk", "date", "window", "tickets"],
                "properties": {
                    "desk": {"type": "string", "minLength": 1, "maxLength": 80},
                    "date": {"type": "string", "format": "date"},
                    "window": {"type": "string", "minLength": 1, "maxLength": 80},
                    "tickets": {"type": "integer", "minimum": 0, "maximum": 2000},
                    "at": {"type": "string", "format": "date-time"},
                },
            },
            "Left": {
                "type": "object",
                "required": ["tickets", "issued", "left", "above"],
                "properties": {
                    "tickets": {"type": "integer"},
                    "issued": {"type": "integer"},
                    "left": {"type": "integer"},
                    "above": {"type": "boolean"},
                },
            },
        },
    },
}
