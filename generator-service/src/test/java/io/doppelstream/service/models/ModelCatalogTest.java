package io.doppelstream.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.ModelAlias;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.Rival;
import io.doppelstream.schemas.RivalMode;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.fixture.FolderModels;
import io.doppelstream.service.metrics.ServiceMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {

    @TempDir
    private static Path folder;

    private static FolderModels source;
    private static ModelPublished first;
    private static ModelPublished second;
    private static ModelPublished third;

    private final List<String> prepared = new ArrayList<>();
    private LoadedModels models;
    private ModelCatalog catalog;

    @BeforeAll
    static void publish() throws IOException {
        source = new FolderModels(folder);
        first = source.publish("m", "1");
        second = source.publish("m", "2");
        third = source.publish("m", "3");
    }

    @BeforeEach
    void open() {
        models = new LoadedModels(source.loader(), 0, Long.MAX_VALUE);
        catalog = new ModelCatalog(
                models,
                new ServiceMetrics(new SimpleMeterRegistry()),
                () -> {},
                () -> {},
                model -> prepared.add(model.manifest().version()));
    }

    @AfterEach
    void close() {
        models.close();
    }

    private void publish(ModelPublished... published) {
        List<TopicFollower.Change<ModelPublished>> changes = new ArrayList<>();
        for (ModelPublished version : published) {
            changes.add(new TopicFollower.Change<>("m/" + version.getVersion(), Optional.of(version)));
        }
        catalog.publish(changes);
    }

    private static ModelPublished retired(ModelPublished version) {
        return ModelPublished.newBuilder(version).setRetiredAt(Instant.EPOCH).build();
    }

    private void champion(String version, Rival rival) {
        catalog.alias(List.of(championIs(version, rival)));
    }

    private static TopicFollower.Change<ModelAlias> championIs(String version, Rival rival) {
        return new TopicFollower.Change<>(
                "m@champion",
                Optional.of(ModelAlias.newBuilder()
                        .setModel("m")
                        .setAlias("champion")
                        .setVersion(version)
                        .setRival(rival)
                        .setUpdatedAt(Instant.EPOCH)
                        .build()));
    }

    private String chosen(String version) {
        ModelChoice choice = catalog.choose("m", Optional.ofNullable(version), "request");
        assertThat(choice).as(choice.toString()).isInstanceOf(ModelChoice.Chosen.class);
        try (LoadedModels.Lease lease = ((ModelChoice.Chosen) choice).lease()) {
            return lease.model().manifest().version();
        }
    }

    private ModelChoice.Unknown unknown(String version) {
        return (ModelChoice.Unknown) catalog.choose("m", Optional.ofNullable(version), "request");
    }

    private List<String> loaded() {
        return models.all().stream()
                .map(model -> model.manifest().version())
                .sorted()
                .toList();
    }

    @Test
    void shouldLoadOnlyTheLastVersionWhenSeveralComeTogether() {
        publish(first, second, third);

        assertThat(prepared).containsExactly("3");
        assertThat(chosen(null)).isEqualTo("3");
        assertThat(chosen("1")).isEqualTo("1");
    }

    @Test
    void shouldKeepLoadedWhatRequestsWillAskFor() {
        publish(first, second, third);
        champion("1", new Rival("2", RivalMode.SHADOW, 0.5));

        assertThat(prepared).containsExactly("3", "1", "2");
        assertThat(loaded()).containsExactly("1", "2", "3");
        champion("2", null);
        assertThat(prepared).as("not again").hasSize(3);
        assertThat(loaded()).containsExactly("2", "3");
    }

    @Test
    void shouldLoadOnlyTheLastVersionOfAnAliasWhenItsChangesComeTogether() {
        publish(first, second, third);
        catalog.alias(List.of(championIs("1", null), championIs("2", null)));

        assertThat(prepared).containsExactly("3", "2");
        assertThat(chosen("@champion")).isEqualTo("2");
    }

    @Test
    void shouldAnswerAnAliasWithItsVersionAndItsShareWithTheRival() {
        publish(first, second);
        champion("1", null);
        assertThat(chosen("@champion")).isEqualTo("1");
        champion("1", new Rival("2", RivalMode.SPLIT, 1.0));
        assertThat(chosen("@champion")).isEqualTo("2");
        assertThat(chosen("1")).isEqualTo("1");
        champion("1", new Rival("2", RivalMode.SHADOW, 1.0));
        assertThat(chosen("@champion")).isEqualTo("1");
        assertThat(catalog.shadow("m", "1", "request")).contains(second);
        assertThat(catalog.shadow("m", "2", "request")).isEmpty();
    }

    @Test
    void shouldNameTheAliasesWhenThereIsNoneOfThatName() {
        publish(first);
        champion("1", null);

        ModelChoice.Unknown unknown = unknown("@challenger");
        assertThat(unknown.reason()).isEqualTo(ReasonCode.UNKNOWN_ALIAS);
        assertThat(unknown.message()).contains("[champion]").contains("'challenger'");
        catalog.alias(List.of(new TopicFollower.Change<>("m@champion", Optional.empty())));
        assertThat(unknown("@champion").reason()).isEqualTo(ReasonCode.UNKNOWN_ALIAS);
    }

    @Test
    void shouldGiveARetiredVersionToNoNewRequestAndToThoseUnderWay() {
        publish(first, second);
        publish(retired(second));

        assertThat(chosen(null)).isEqualTo("1");
        assertThat(loaded()).as("the latest is loaded before it is asked for").containsExactly("1");
        ModelChoice.Unknown unknown = unknown("2");
        assertThat(unknown.reason()).isEqualTo(ReasonCode.MODEL_VERSION_RETIRED);
        assertThat(unknown.message()).contains("[1]").contains("'2'");
        try (LoadedModels.Lease lease = catalog.require("m", "2", second.getDigest())) {
            assertThat(lease.model().manifest().version()).isEqualTo("2");
        }
        publish(retired(first));
        assertThat(unknown(null).reason()).isEqualTo(ReasonCode.UNKNOWN_MODEL);
    }

    @Test
    void shouldNotLoadARetiredVersionWhenItsRecordsComeTogether() {
        publish(first, second, retired(second));

        assertThat(prepared).containsExactly("1");
        assertThat(chosen(null)).isEqualTo("1");
    }

    @Test
    void shouldGoOnWithTheOldVersionWhenTheNewOneCannotBeUsed() {
        publish(first);
        publish(ModelPublished.newBuilder(second).setDigest(third.getDigest()).build());

        assertThat(chosen(null)).isEqualTo("1");
        assertThat(unknown("2").message()).contains("refused");
    }
}
