package io.doppelstream.model.image;

import io.doppelstream.model.data.UnusableDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of PNG and JPEG files. Its sub-folders are classes, with all files in them, however deep; without sub-folders the
 * images have no classes. Names that begin with a dot are passed over.
 */
final class ImageFolder {

    private ImageFolder() {}

    static ImageData read(Path folder, ImageOptions options) throws UnusableDataException {
        ImageCollector collector = new ImageCollector(folder.toString(), options);
        try {
            List<Path> entries = visible(folder, 1);
            boolean classes = entries.stream().anyMatch(Files::isDirectory);
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    addClass(folder, entry, collector);
                } else if (classes) {
                    collector.bad(
                            name(folder, entry), "Expected a file in the folder of its class, found one beside them");
                } else {
                    add(folder, entry, null, collector);
                }
            }
        } catch (IOException e) {
            throw new UnusableDataException("Expected a folder of images at " + folder + ", found: " + e, e);
        }
        return collector.finish();
    }

    private static void addClass(Path folder, Path entry, ImageCollector collector) throws IOException {
        List<Path> files = visible(entry, Integer.MAX_VALUE).stream()
                .filter(file -> !Files.isDirectory(file))
                .toList();
        if (files.isEmpty()) {
            collector.bad(name(folder, entry), "Expected images of a class, found an empty folder");
        }
        for (Path file : files) {
            add(folder, file, entry.getFileName().toString(), collector);
        }
    }

    private static void add(Path folder, Path file, String label, ImageCollector collector) {
        try {
            collector.add(name(folder, file), ImageFile.decode(Files.readAllBytes(file)), label);
        } catch (BadImageException e) {
            collector.bad(name(folder, file), e.getMessage());
        } catch (IOException e) {
            collector.bad(name(folder, file), "Expected a file that can be read, found: " + e);
        }
    }

    private static List<Path> visible(Path folder, int depth) throws IOException {
        try (Stream<Path> paths = Files.walk(folder, depth)) {
            return paths.filter(path -> !path.equals(folder)
                            && !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString();
    }
}
