"""The rules of the programme: dated editions, pure rules, findings; it knows no other part of the portal."""

from policy.evaluation import evaluate

__all__ = ["evaluate"]
