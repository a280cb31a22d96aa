package io.doppelstream.cli.sample;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.doppelstream.cli.terminal.Json;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.latent.LatentPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Latents in a JSON file: an array of arrays of numbers, or one array. */
final class LatentFile {

    private static final TypeReference<List<List<Float>>> LATENTS = new TypeReference<>() {};

    private LatentFile() {}

    /** The latents of a file, checked. */
    static List<List<Float>> read(Path file) {
        List<List<Float>> latents;
        try {
            String text = Files.readString(file).strip();
            boolean one = text.startsWith("[") && !text.substring(1).strip().startsWith("[");
            latents = Json.INDENTED.readValue(one ? "[" + text + "]" : text, LATENTS);
        } catch (JacksonException e) {
            throw new UserException("Expected latents in " + file
                    + ", a JSON array of arrays of numbers such as [[0.1, -1.2, ...], ...], found: "
                    + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UserException("Expected a file of latents at " + file + ", found: " + e);
        }
        if (latents == null
                || latents.stream()
                        .anyMatch(latent -> latent == null || latent.stream().anyMatch(Objects::isNull))) {
            throw new UserException("Expected numbers in the latents of " + file + ", found null");
        }
        try {
            LatentPath.of(latents);
        } catch (IllegalArgumentException e) {
            throw new UserException(e.getMessage() + ", in " + file);
        }
        return latents;
    }
}
