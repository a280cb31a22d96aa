package io.doppelstream.schemas.provenance;

import java.util.List;
import java.util.Objects;

/**
 * Where a synthetic record comes from: enough to make it again.
 *
 * @param model name of the model and its version, as in the key of the models topic: {@code name/version}
 * @param digest lower-case hexadecimal SHA-256 of the model package's manifest
 * @param requestId request that asked for the record
 * @param index place of the record in its request, from 0
 * @param seed request seed
 * @param count number of records that the request asked for: it decides how long the last chunk is
 * @param conditions conditions of the request, as it stated them
 * @param rendering how the request wants its images
 * @param anomaly anomalies that the request asks for, and whether the record is one
 */
public record Provenance(
        String model,
        String digest,
        String requestId,
        long index,
        long seed,
        long count,
        List<String> conditions,
        Rendering rendering,
        Anomaly anomaly) {
    public Provenance {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(requestId, "requestId");
        conditions = List.copyOf(conditions);
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "Expected an index from 0 to below the count " + count + ", found " + index);
        }
    }
}
