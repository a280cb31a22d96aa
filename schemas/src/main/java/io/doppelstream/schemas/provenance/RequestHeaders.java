package io.doppelstream.schemas.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Writes the provenance headers of one request's records. What is the same for all of them is encoded once: a record
 * costs its index. Safe for several threads.
 */
public final class RequestHeaders {
    private final List<Header> shared;

    /**
     * Encodes what all records of a request share.
     *
     * @param model model name and version, {@code name/version}
     * @param digest digest of the model package
     * @param requestId request id
     * @param seed request seed
     * @param count number of records that the request asked for
     * @param conditions conditions of the request
     * @param rendering how the request wants its images
     * @param anomalies that the request asks for, as JSON; null: none
     */
    public RequestHeaders(
            String model,
            String digest,
            String requestId,
            long seed,
            long count,
            List<String> conditions,
            Rendering rendering,
            String anomalies) {
        List<Header> headers = new ArrayList<>(List.of(
                header(DoppelHeaders.SYNTHETIC, "true"),
                header(DoppelHeaders.MODEL, model),
                header(DoppelHeaders.DIGEST, digest),
                header(DoppelHeaders.REQUEST, requestId),
                header(DoppelHeaders.SEED, Long.toString(seed)),
                header(DoppelHeaders.COUNT, Long.toString(count))));
        conditions.forEach(condition -> headers.add(header(DoppelHeaders.CONDITION, condition)));
        if (rendering.truncation() != null) {
            headers.add(header(DoppelHeaders.TRUNCATION, Double.toString(rendering.truncation())));
        }
        if (rendering.imageFormat() != null) {
            headers.add(header(DoppelHeaders.IMAGE_FORMAT, rendering.imageFormat()));
        }
        rendering.latents().forEach(latent -> headers.add(header(DoppelHeaders.LATENT, LatentText.write(latent))));
        if (anomalies != null) {
            headers.add(header(DoppelHeaders.ANOMALIES, anomalies));
        }
        this.shared = List.copyOf(headers);
    }

    /** The headers of the normal record at an index. */
    public Headers at(long index) {
        return at(index, null);
    }

    /**
     * The headers of the record at an index.
     *
     * @param anomaly its label as an anomaly; null: it is a normal one
     */
    public Headers at(long index, String anomaly) {
        RecordHeaders headers = new RecordHeaders(shared);
        headers.add(header(DoppelHeaders.INDEX, Long.toString(index)));
        if (anomaly != null) {
            headers.add(header(DoppelHeaders.ANOMALY, anomaly));
        }
        return headers;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
