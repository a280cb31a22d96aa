package io.doppelstream.schemas.provenance;

/**
 * How a request wants its images; null where it does not say, as for all records that are no images.
 *
 * @param truncation latents are truncated to [-truncation, truncation]
 * @param imageFormat PNG or RAW
 */
public record Rendering(Double truncation, String imageFormat) {

    /** Nothing is said. */
    public static final Rendering DEFAULT = new Rendering(null, null);
}
