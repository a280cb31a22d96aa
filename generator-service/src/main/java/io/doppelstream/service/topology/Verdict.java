package io.doppelstream.service.topology;

import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.models.LoadedModels;

/** What becomes of a request. */
sealed interface Verdict {
    /**
     * It will be answered.
     *
     * @param firstChunk task of its first chunk
     * @param schemaId id of the record schema under the output topic's subject
     * @param lease the model, to be released
     */
    record Accepted(ChunkTask firstChunk, int schemaId, LoadedModels.Lease lease) implements Verdict {}

    /** It cannot be answered. */
    record Rejected(ReasonCode reason, String message) implements Verdict {}
}
