package io.doppelstream.model.anomaly;

import io.doppelstream.schemas.deadletter.ReasonCode;

/** Leaves the compiler with the reason; never seen outside of it. */
final class InjectionRejection extends Exception {
    private static final long serialVersionUID = 1;

    private final ReasonCode reason;

    InjectionRejection(ReasonCode reason, String message) {
        super(message);
        this.reason = reason;
    }

    ReasonCode reason() {
        return reason;
    }
}
