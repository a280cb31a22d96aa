package io.doppelstream.schemas.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Names and reading of the provenance headers. Every value is text in UTF-8, numbers in decimal, so that console tools
 * show them; {@link RequestHeaders} writes them.
 */
public final class DoppelHeaders {
    /** {@code true} on every synthetic record, and on no other. */
    public static final String SYNTHETIC = "doppel-synthetic";
    /** Model name and version, {@code name/version}. */
    public static final String MODEL = "doppel-model";
    /** Digest of the model package. */
    public static final String DIGEST = "doppel-digest";
    /** Request id. */
    public static final String REQUEST = "doppel-request";
    /** Place of the record in its request, from 0. */
    public static final String INDEX = "doppel-index";
    /** Request seed. */
    public static final String SEED = "doppel-seed";

    /** Number of records that the request asked for. */
    public static final String COUNT = "doppel-count";
    /** A condition of the request; one header for each, in their order, none without conditions. */
    public static final String CONDITION = "doppel-condition";

    /** Truncation of the latents; none where the request named none. */
    public static final String TRUNCATION = "doppel-truncation";
    /** A latent that the request gives, as 32-bit floats, little-endian, in Base64; one header each. */
    public static final String LATENT = "doppel-latent";
    /** Format of images, PNG or RAW; none where the request named none. */
    public static final String IMAGE_FORMAT = "doppel-image-format";

    /** Anomalies that the request asks for, as JSON; on all of its records, none where it asks for none. */
    public static final String ANOMALIES = "doppel-anomalies";
    /** On anomalies alone: {@code kind}, or {@code kind:columns}, the columns concerned, comma separated. */
    public static final String ANOMALY = "doppel-anomaly";

    private DoppelHeaders() {}

    /** Whether a record is synthetic. */
    public static boolean isSynthetic(Headers headers) {
        Header header = headers.lastHeader(SYNTHETIC);
        return header != null && "true".equals(text(header));
    }

    /**
     * Reads where a record comes from.
     *
     * @return empty when the record is not marked as synthetic
     * @throws MalformedHeadersException when it is, and another header is missing or malformed
     */
    public static Optional<Provenance> read(Headers headers) {
        if (!isSynthetic(headers)) {
            return Optional.empty();
        }
        return Optional.of(new Provenance(
                required(headers, MODEL),
                required(headers, DIGEST),
                required(headers, REQUEST),
                number(headers, INDEX),
                number(headers, SEED),
                number(headers, COUNT),
                conditions(headers),
                rendering(headers),
                new Anomaly(optional(headers, ANOMALIES), optional(headers, ANOMALY))));
    }

    private static List<List<Float>> latents(Headers headers) {
        List<List<Float>> latents = new ArrayList<>();
        for (Header header : headers.headers(LATENT)) {
            try {
                latents.add(LatentText.read(text(header)));
            } catch (IllegalArgumentException e) {
                throw new MalformedHeadersException(
                        "Expected 32-bit floats in Base64 in the header " + LATENT + ", found '" + text(header) + "'",
                        e);
            }
        }
        return latents;
    }

    private static Rendering rendering(Headers headers) {
        String truncation = optional(headers, TRUNCATION);
        try {
            return new Rendering(
                    truncation == null ? null : Double.valueOf(truncation),
                    optional(headers, IMAGE_FORMAT),
                    latents(headers));
        } catch (NumberFormatException e) {
            throw new MalformedHeadersException(
                    "Expected a number in the header " + TRUNCATION + ", found '" + truncation + "'", e);
        }
    }

    private static String optional(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : text(header);
    }

    private static List<String> conditions(Headers headers) {
        List<String> conditions = new ArrayList<>();
        headers.headers(CONDITION).forEach(header -> conditions.add(text(header)));
        return conditions;
    }

    private static String required(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            throw new MalformedHeadersException("Expected a header " + name + " beside " + SYNTHETIC + ", found none");
        }
        return text(header);
    }

    private static long number(Headers headers, String name) {
        String value = required(headers, name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new MalformedHeadersException(
                    "Expected a whole number in the header " + name + ", found '" + value + "'", e);
        }
    }

    private static String text(Header header) {
        return header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
