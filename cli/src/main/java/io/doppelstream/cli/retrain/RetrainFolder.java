package io.doppelstream.cli.retrain;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.doppelstream.cli.source.TopicEnds;
import io.doppelstream.model.pack.Digests;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.trainer.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where one training request is worked on, so that a service that is started again goes on with it.
 *
 * @param directory of the request; made with the first file
 */
record RetrainFolder(Path directory) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int DIGITS = 12;

    /** The folder of a model's new version. */
    static RetrainFolder of(Path work, String model, String version) {
        return new RetrainFolder(work.toAbsolutePath().resolve(model).resolve(version));
    }

    /** The version that a request asks for, the same whoever answers it and however often it is read. */
    static String version(String requestId) {
        return "retrain-"
                + Digests.of(requestId.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }

    /** Package of the new version. */
    Path model() {
        return directory.resolve("model");
    }

    /** Package of the version that it is compared with. */
    Path champion() {
        return directory.resolve("champion");
    }

    /** Records that the new version is not trained on. */
    Path holdout() {
        return directory.resolve("holdout.parquet");
    }

    private Path ends() {
        return directory.resolve("ends.json");
    }

    /** As many bytes as attempts. */
    private Path attempts() {
        return directory.resolve("attempts");
    }

    /** Whether training is over, and what it was to be compared on is there. */
    boolean trained() {
        return Files.exists(model()) && Files.exists(holdout());
    }

    /** Whether there is an unfinished training to go on with. */
    boolean unfinished() {
        return CheckpointFolder.of(model()).holdsOne();
    }

    /** Where the topic ended when the training began: it goes on with the same records. */
    TopicEnds ends(Supplier<TopicEnds> now) throws IOException {
        if (!Files.exists(ends())) {
            Files.createDirectories(directory);
            Files.writeString(ends(), JSON.writeValueAsString(now.get()));
        }
        return JSON.readValue(Files.readString(ends()), TopicEnds.class);
    }

    /** Counts how often the request was begun and neither answered nor stopped on request: this time included. */
    int begin() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(attempts(), ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return (int) Files.size(attempts());
    }

    /** Stopped on request: that is no failure. */
    void pause() throws IOException {
        Files.deleteIfExists(attempts());
    }

    /** Removes what a training has left, so that it begins anew. */
    void clear() throws IOException {
        deleteAllBut(champion(), attempts());
    }

    /** Removes all but the new version. */
    void keepModel() throws IOException {
        deleteAllBut(model());
    }

    private void deleteAllBut(Path... kept) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(file -> !List.of(kept).contains(file)).toList()) {
                Folders.delete(file);
            }
        }
    }

    /** Removes everything. */
    void delete() throws IOException {
        Folders.delete(directory);
    }
}
