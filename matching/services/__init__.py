"""What can be done with needs: describe, publish, propose, ask, answer, coach, choose, carry over."""

from matching.services.answering import answer_need, answerable
from matching.services.asking import ask_laboratories, coach, propose_laboratories, refresh_proposals
from matching.services.choosing import choose_laboratory, reconsider, turn_into_application
from matching.services.describing import describe, need_of_application, save_need
from matching.services.publishing import expire, expire_due, prolong, publish_need, withdraw

__all__ = [
    "answer_need",
    "answerable",
    "ask_laboratories",
    "choose_laboratory",
    "coach",
    "describe",
    "expire",
    "expire_due",
    "need_of_application",
    "prolong",
    "propose_laboratories",
    "publish_need",
    "reconsider",
    "refresh_proposals",
    "save_need",
    "turn_into_application",
    "withdraw",
]
