package io.doppelstream.schemas.provenance;

import java.util.List;

/**
 * How a request wants its images; null where it does not say, as for all records that are no images.
 *
 * @param truncation latents are truncated to [-truncation, truncation]
 * @param imageFormat PNG or RAW
 * @param latents those that the request gives; empty: none
 */
public record Rendering(Double truncation, String imageFormat, List<List<Float>> latents) {

    /** Nothing is said. */
    public static final Rendering DEFAULT = new Rendering(null, null, List.of());
}
