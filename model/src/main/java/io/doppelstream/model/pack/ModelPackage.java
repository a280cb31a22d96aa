package io.doppelstream.model.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model package on disk: {@code manifest.json}, {@code saved_model/}, reports. Every instance has been checked: all files
 * that the manifest names are there with the digests that it states, and no others.
 *
 * @param directory where it lies
 * @param manifest what it says of itself
 * @param digest SHA-256 of {@code manifest.json}
 */
public record ModelPackage(Path directory, Manifest manifest, String digest) {

    /** Name of the manifest's file. */
    public static final String MANIFEST = "manifest.json";
    /** Folder of the TensorFlow SavedModel. */
    public static final String SAVED_MODEL = "saved_model";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            // Later versions may add fields; what this version needs is checked by the records themselves.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Folder of the SavedModel. */
    public Path savedModel() {
        return directory.resolve(SAVED_MODEL);
    }

    /** Writes the manifest of a folder that holds all other files already, their digests filled in. */
    public static ModelPackage seal(Path directory, Manifest manifest) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (String file : files(directory)) {
            if (!file.equals(MANIFEST)) {
                digests.put(file, Digests.of(directory.resolve(file)));
            }
        }
        Manifest complete = manifest.withFiles(digests);
        byte[] json = JSON.writeValueAsBytes(complete);
        Files.write(directory.resolve(MANIFEST), json);
        return new ModelPackage(directory, complete, Digests.of(json));
    }

    /** Opens and checks a package. */
    public static ModelPackage open(Path directory) throws ModelPackageException {
        Path file = directory.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new ModelPackageException(
                    "Expected a model package with " + MANIFEST + ", found none in " + directory);
        }
        try {
            byte[] json = Files.readAllBytes(file);
            Manifest manifest = JSON.readValue(json, Manifest.class);
            if (manifest == null) {
                throw new ModelPackageException("Expected a manifest in " + file + ", found null");
            }
            check(directory, manifest);
            return new ModelPackage(directory, manifest, Digests.of(json));
        } catch (JsonProcessingException e) {
            throw new ModelPackageException(
                    "Expected a manifest of format 1 to " + Manifest.FORMAT_VERSION + " in " + file + ", found: "
                            + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new ModelPackageException("Expected a readable model package in " + directory + ", found: " + e, e);
        }
    }

    private static void check(Path directory, Manifest manifest) throws IOException, ModelPackageException {
        if (!manifest.files().containsKey(SAVED_MODEL + "/saved_model.pb")) {
            throw new ModelPackageException("Expected the manifest in " + directory + " to list " + SAVED_MODEL
                    + "/saved_model.pb, found " + manifest.files().keySet());
        }
        List<String> found = files(directory);
        for (String file : found) {
            if (!file.equals(MANIFEST) && !manifest.files().containsKey(file)) {
                throw new ModelPackageException(
                        "Expected only files that the manifest lists in " + directory + ", found " + file);
            }
        }
        for (Map.Entry<String, String> entry : manifest.files().entrySet()) {
            if (!found.contains(entry.getKey())) {
                throw new ModelPackageException(
                        "Expected the file " + entry.getKey() + " in " + directory + ", found none");
            }
            String digest = Digests.of(directory.resolve(entry.getKey()));
            if (!digest.equals(entry.getValue())) {
                throw new ModelPackageException("Expected SHA-256 " + entry.getValue() + " of file " + entry.getKey()
                        + " in " + directory + ", found " + digest);
            }
        }
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
