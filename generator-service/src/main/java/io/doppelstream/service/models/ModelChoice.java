package io.doppelstream.service.models;

import io.doppelstream.schemas.deadletter.ReasonCode;

/** The model for a request, or why there is none. */
public sealed interface ModelChoice {
    /** A version, held until the lease is closed. */
    record Chosen(LoadedModels.Lease lease) implements ModelChoice {}

    /** No such model or version. */
    record Unknown(ReasonCode reason, String message) implements ModelChoice {}
}
