package io.doppelstream.model.condition;

import io.doppelstream.schemas.deadletter.ReasonCode;

/** Carries a rejection out of the compiler, which turns it into an outcome. */
final class ConditionRejection extends Exception {
    private static final long serialVersionUID = 1L;

    private final ReasonCode reason;

    ConditionRejection(ReasonCode reason, String message) {
        super(message);
        this.reason = reason;
    }

    ReasonCode reason() {
        return reason;
    }
}
