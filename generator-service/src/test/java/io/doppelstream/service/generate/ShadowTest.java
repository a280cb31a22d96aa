package io.doppelstream.service.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.ModelAlias;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.Rival;
import io.doppelstream.schemas.RivalMode;
import io.doppelstream.service.fixture.FolderModels;
import io.doppelstream.service.metrics.ServiceMetrics;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.models.LoadedModels;
import io.doppelstream.service.models.ModelCatalog;
import io.doppelstream.service.models.TopicFollower;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ServiceMetrics metrics = new ServiceMetrics(meters);
    private ModelPublished first;
    private ModelPublished second;
    private ModelPublished damaged;
    private LoadedModels models;
    private ModelCatalog catalog;
    private Shadow shadow;

    @BeforeEach
    void start() throws IOException {
        FolderModels source = new FolderModels(folder);
        first = source.publish("m", "1");
        second = source.publish("m", "2");
        // Says that it is version 2 and is another.
        damaged = ModelPublished.newBuilder(second)
                .setDigest(source.publish("m", "3").getDigest())
                .build();
        models = new LoadedModels(source.loader(), 0, Long.MAX_VALUE);
        catalog = new ModelCatalog(models, metrics, () -> {}, () -> {}, model -> {});
        shadow = new Shadow(catalog, metrics);
    }

    @AfterEach
    void stop() {
        shadow.close();
        models.close();
    }

    private void publish(ModelPublished... published) {
        catalog.publish(Stream.of(published)
                .map(version -> new TopicFollower.Change<>(version.getVersion(), Optional.of(version)))
                .toList());
        ModelAlias alias = ModelAlias.newBuilder()
                .setModel("m")
                .setAlias("champion")
                .setVersion("1")
                .setRival(new Rival("2", RivalMode.SHADOW, 1.0))
                .setUpdatedAt(Instant.EPOCH)
                .build();
        catalog.alias(List.of(new TopicFollower.Change<>("m@champion", Optional.of(alias))));
    }

    private ChunkTask task() {
        try (LoadedModels.Lease lease = catalog.require("m", "1", first.getDigest())) {
            return WarmUp.task(lease.model(), 0);
        }
    }

    private double chunks(String outcome) {
        return meters.get("doppel.shadow.chunks")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void shouldCountTheRivalsRowsForItsFidelity() {
        publish(first, second);
        ChunkTask task = task();
        shadow.follow(task);

        Awaitility.await().atMost(PATIENCE).until(() -> chunks("generated") == 1);
        LoadedModel rival = models.all().stream()
                .filter(model -> model.label().equals("m/2"))
                .findFirst()
                .orElseThrow();
        assertThat(rival.fidelity().rows()).isPositive();
        assertThat(rival.fidelity().score()).as("of so few rows").isEmpty();
    }

    @Test
    void shouldLeaveChunksOutWhenTheRivalIsTooSlow() {
        publish(first, second);
        ChunkTask task = task();
        int followed = 500;
        for (int i = 0; i < followed; i++) {
            shadow.follow(task);
        }

        Awaitility.await().atMost(PATIENCE).until(() -> chunks("generated") + chunks("dropped") == followed);
        assertThat(chunks("dropped")).isPositive();
    }

    @Test
    void shouldOnlyCountWhenTheRivalCannotBeUsed() {
        publish(first, damaged);
        shadow.follow(task());

        Awaitility.await().atMost(PATIENCE).until(() -> chunks("failed") == 1);
        assertThat(chunks("generated")).isZero();
    }
}
