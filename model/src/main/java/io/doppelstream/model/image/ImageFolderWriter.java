package io.doppelstream.model.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes images as PNG files, in a sub-folder for each class where there are classes: what {@link ImageSource} reads. */
public final class ImageFolderWriter {

    private ImageFolderWriter() {}

    /**
     * Writes all images.
     *
     * @param folder made if it does not exist
     */
    public static void write(ImageSet images, Path folder) throws IOException {
        List<String> names = folderNames(images.classes());
        Files.createDirectories(folder);
        for (int label : images.labels()) {
            Files.createDirectories(folder.resolve(names.get(label)));
        }
        try (PngEncoder encoder = new PngEncoder(images.shape())) {
            for (int i = 0; i < images.size(); i++) {
                Path target = images.labelled() ? folder.resolve(names.get(images.labels()[i])) : folder;
                Files.write(target.resolve("%06d.png".formatted(i)), encoder.encode(images.pixels(), i));
            }
        }
    }

    /** Class names as names of folders: a model comes from outside, and its classes may be called anything. */
    private static List<String> folderNames(List<String> classes) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : classes) {
            String plain = name.replaceAll("[^\\p{L}\\p{N} ._-]", "_").replaceFirst("^[.]", "_");
            for (int copy = 2; plain.isBlank() || !names.add(plain); copy++) {
                plain = plain + "_" + copy;
            }
        }
        return List.copyOf(names);
    }
}
