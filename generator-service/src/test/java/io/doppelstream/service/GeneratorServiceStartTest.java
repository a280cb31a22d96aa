package io.doppelstream.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.config.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the machine is said at start, by the name of the setting, before anything is connected. */
class GeneratorServiceStartTest {
    @TempDir
    private Path folder;

    private final ServiceConfig config = ServiceConfig.of("localhost:1", "http://localhost:1");

    private Path unusable() throws IOException {
        // Root may write everywhere, but nobody makes a folder in a file.
        return Files.createFile(folder.resolve("file")).resolve("folder");
    }

    @Test
    void shouldNameTheFolderOfStateWhenItCannotBeWritten() throws IOException {
        StreamSettings streams = StreamSettings.DEFAULTS.withStateDir(unusable());

        assertThatThrownBy(() -> GeneratorService.start(config.withStreams(streams)))
                .hasMessageContaining("streams.stateDir")
                .hasMessageContaining(folder.toString());
    }

    @Test
    void shouldNameTheFolderOfModelsWhenItCannotBeWritten() throws IOException {
        StreamSettings streams = StreamSettings.DEFAULTS.withStateDir(folder.resolve("state"));
        ModelSettings models = ModelSettings.DEFAULTS.withCacheDir(unusable());

        assertThatThrownBy(
                        () -> GeneratorService.start(config.withStreams(streams).withModels(models)))
                .hasMessageContaining("models.cacheDir")
                .hasMessageContaining(folder.toString());
    }
}
