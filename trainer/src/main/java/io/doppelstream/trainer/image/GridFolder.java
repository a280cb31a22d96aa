package io.doppelstream.trainer.image;

import io.doppelstream.model.image.ImageSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pictures of what a model generates as it grows: one PNG file for each evaluation of its training. */
public record GridFolder(Path directory) {

    /** Images of a class in a picture, or a quarter of those of a picture without classes. */
    private static final int OF_CLASS = 10;
    /** Classes in a picture, at most. */
    private static final int MOST_CLASSES = 20;

    private static final Pattern NAME = Pattern.compile("step-(\\d+)\\.png");

    /**
     * A picture.
     *
     * @param step of the training
     */
    public record Grid(long step, Path file) {}

    /** The folder {@code model.grids} beside a model's. */
    public static GridFolder beside(Path model) {
        return new GridFolder(model.resolveSibling(model.getFileName() + ".grids"));
    }

    /** Adds a picture, or replaces that of the same step. */
    public void write(long step, ImageSet images) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve("step-%08d.png".formatted(step)), picture(images));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected to write a picture of generated images to " + directory + ", found: " + e, e);
        }
    }

    /** A picture of the first images of each class, as a PNG file. */
    public static byte[] picture(ImageSet images) {
        return GridPainter.png(GridPainter.paint(images.subset(first(images))));
    }

    private static int[] first(ImageSet images) {
        if (!images.labelled()) {
            return IntStream.range(0, Math.min(images.size(), 4 * OF_CLASS)).toArray();
        }
        int[] taken = new int[images.classes().size()];
        return IntStream.range(0, images.size())
                .filter(image -> images.labels()[image] < MOST_CLASSES && taken[images.labels()[image]]++ < OF_CLASS)
                .toArray();
    }

    /** Pictures so far, in the order of their steps. */
    public List<Grid> grids() throws IOException {
        List<Grid> grids = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return grids;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    grids.add(new Grid(Long.parseLong(name.group(1)), file));
                }
            }
        }
        return grids;
    }
}
