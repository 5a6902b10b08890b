// Judgements of answers come in here: the chat's own markup has no events of its own.
window.planVote = (turn, verdict) => trigger('click', { turn, verdict });
