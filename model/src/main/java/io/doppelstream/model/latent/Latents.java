package io.doppelstream.model.latent;

import io.doppelstream.model.pack.Manifest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the latents of a request are chosen.
 *
 * @param truncation they are normal, truncated to [-truncation, truncation]; empty: they are normal
 * @param path those that the client gives, in the place of drawn ones
 */
public record Latents(OptionalDouble truncation, Optional<LatentPath> path) {

    /** Standard normal. */
    public static final Latents NORMAL = new Latents(OptionalDouble.empty(), Optional.empty());

    /** From what a request states, null for what it does not. */
    public static Latents of(Double truncation, LatentPath path) {
        return new Latents(
                truncation == null ? OptionalDouble.empty() : OptionalDouble.of(truncation), Optional.ofNullable(path));
    }

    /** What is wrong with the truncation for this model. */
    public Optional<String> truncationProblem(Manifest model) {
        if (truncation.isEmpty()) {
            return Optional.empty();
        }
        double limit = truncation.getAsDouble();
        if (!model.signature().takes(Manifest.Signature.TRUNCATION)) {
            return Optional.of(
                    "Expected no truncation for model " + label(model) + ", which takes none, found " + limit);
        }
        return limit > 0 && limit <= Manifest.Signature.NO_TRUNCATION
                ? Optional.empty()
                : Optional.of("Expected a truncation above 0 and of at most " + Manifest.Signature.NO_TRUNCATION
                        + ", found " + limit);
    }

    /** What is wrong with the client's latents for this model. */
    public Optional<String> pathProblem(Manifest model) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        int width = model.signature().width(Manifest.Signature.LATENT);
        if (width == 0) {
            return Optional.of("Expected no latents for model " + label(model)
                    + ", which takes none: only models of images do, train this one again if it is one");
        }
        return width == path.get().width()
                ? Optional.empty()
                : Optional.of("Expected latents of " + width + " numbers for model " + label(model) + ", found "
                        + path.get().width());
    }

    /**
     * What the input {@link Manifest.Signature#LATENT} gets for some samples of a request: not a number where the generator is to draw.
     *
     * @param width of a latent
     * @param first index of the first sample in the request
     * @param samples how many
     * @param requested samples of the whole request
     * @return {@code float[rows or 1, width]}, row after row
     */
    public float[] input(int width, long first, int samples, long requested) {
        return path.map(given -> given.rows(first, samples, requested)).orElseGet(() -> {
            float[] drawn = new float[width];
            Arrays.fill(drawn, Float.NaN);
            return drawn;
        });
    }

    /** What the input {@link Manifest.Signature#TRUNCATION} gets. */
    public float limit() {
        return (float) truncation.orElse(Manifest.Signature.NO_TRUNCATION);
    }

    private static String label(Manifest model) {
        return model.name() + "/" + model.version();
    }
}
