package io.doppelstream.cli.sample;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of how the latents of images are chosen. */
public final class LatentOptions {

    @Option(
            names = "--truncation",
            paramLabel = "T",
            description =
                    "For images: latents within [-T, T]; smaller is more typical and less varied (default: none).")
    private Double truncation;

    @Option(
            names = "--latents",
            paramLabel = "FILE",
            description =
                    "For images: JSON file of 1 to 16 latents ([[0.1, -1.2, ...], ...]) in the place of drawn ones; the"
                            + " records lie evenly along the way from the first to the last.")
    private Path file;

    /** Bound of drawn latents, null for none. */
    public Double truncation() {
        return truncation;
    }

    /** Whether a file of latents is named. */
    boolean named() {
        return file != null;
    }

    /** The latents of the file, empty where none is named. */
    public List<List<Float>> given() {
        return file == null ? List.of() : LatentFile.read(file);
    }
}
