package io.doppelstream.service.topology;

import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.models.LoadedModels;

/** What becomes of a request. */
sealed interface Verdict {
    /**
     * It will be answered.
     *
     * @param request the request with everything fixed that its records depend on
     * @param schemaId id of the record schema under the output topic's subject
     * @param lease the model, to be released
     */
    record Accepted(AcceptedRequest request, int schemaId, LoadedModels.Lease lease) implements Verdict {}

    /** It cannot be answered. */
    record Rejected(ReasonCode reason, String message) implements Verdict {}
}
