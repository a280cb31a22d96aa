package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.ModelArchive;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.store.FolderModelStore;
import io.doppelstream.model.store.KafkaModelStore;
import io.doppelstream.model.store.ModelStore;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.fixture.BadArchive;
import io.doppelstream.service.fixture.ChangedStore;
import io.doppelstream.service.fixture.Expected;
import io.doppelstream.service.fixture.LogWatch;
import io.doppelstream.service.fixture.TestService;
import io.doppelstream.service.fixture.TinyModel;
import io.doppelstream.service.publish.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packages that are no good and stores that do not answer: what was there before goes on. */
class ModelFaultsIT {
    private static final Duration PATIENCE = TestService.PATIENCE;

    @TempDir
    private static Path folder;

    private static TestService test;
    private static GeneratorService service;
    private static ModelStore kafka;

    @BeforeAll
    static void start() {
        test = new TestService(folder);
        service = GeneratorService.start(test.config("main"));
        service.awaitReady(PATIENCE);
        kafka = new KafkaModelStore("doppel.model-artifacts", Map.of("bootstrap.servers", test.bootstrap()));
    }

    @AfterAll
    static void stop() {
        service.close();
        test.close();
    }

    private static ModelPackage publish(String name, String version, ModelStore store) throws IOException {
        ModelPackage model = TinyModel.write(folder.resolve("package-" + name + "-" + version), name, version);
        assertThat(test.publisher().publish(model, store)).isInstanceOf(Publication.Published.class);
        return model;
    }

    private static GenerationRequest.Builder latestOf(String model, String id) {
        return request(id, 2).setModel(model);
    }

    private static List<ConsumerRecord<byte[], byte[]>> recordsOf(GenerationStatus status) {
        byte[] id = status.getRequestId().getBytes(UTF_8);
        return test.read(status.getOutputTopic()).stream()
                .filter(record -> Arrays.equals(
                        record.headers().lastHeader("doppel-request").value(), id))
                .toList();
    }

    private static double metric(String name) {
        return TestService.sum(service.metrics(), name);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheOldVersionAndSayWhyWhenAPackageIsBad(BadArchive bad) throws Exception {
        String name = bad.name().toLowerCase(Locale.ROOT);
        ModelPackage good = publish(name, "1", kafka);
        assertThat(test.ask(latestOf(name, name + "-before").build()).getModelVersion())
                .isEqualTo("1");
        double refused = metric("doppel_models_refused_total");
        try (LogWatch log = new LogWatch()) {
            publish(name, "2", new ChangedStore(kafka, (store, digest, archive) -> store.put(digest, bad.of(archive))));
            Awaitility.await().atMost(PATIENCE).until(() -> metric("doppel_models_refused_total") == refused + 1);

            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line).startsWith("ERROR Refused model " + name + "/2: Expected"));
        }
        GenerationStatus latest = test.ask(latestOf(name, name + "-latest").build());
        GenerationStatus pinned =
                test.ask(latestOf(name, name + "-pinned").setModelVersion("2").build());

        assertThat(latest.getState()).as(latest.toString()).isEqualTo(GenerationState.COMPLETED);
        Expected.assertExactly(recordsOf(latest), latest, good);
        assertThat(pinned.getState()).isEqualTo(GenerationState.REJECTED);
        assertThat(pinned.getReasonCode()).isEqualTo("UNKNOWN_MODEL_VERSION");
        assertThat(pinned.getMessage())
                .contains("'2', which was refused: Expected")
                .contains(bad.reason());
        assertThat(test.deadLetters())
                .filteredOn(letter -> pinned.getRequestId().equals(letter.getRequestId()))
                .singleElement()
                .satisfies(letter -> assertThat(letter.getMessage()).isEqualTo(pinned.getMessage()));
        assertThat(service.isReady()).isTrue();
        assertThat(folder.resolve("escaped")).doesNotExist();
        try (var cached = Files.list(folder.resolve("models-main"))) {
            assertThat(cached).noneMatch(path -> path.getFileName().toString().startsWith(".unpacking"));
        }
    }

    @Test
    void shouldRefuseAnArchiveThatIsNotTheOneThatWasPut() throws Exception {
        publish("mixed", "1", kafka);
        byte[] other = ModelArchive.pack(TinyModel.write(folder.resolve("mixed-other"), "mixed", "other"));
        double refused = metric("doppel_models_refused_total");
        publish("mixed", "2", new ChangedStore(kafka, (store, digest, archive) -> {
            store.put(digest, archive);
            test.write("doppel.model-artifacts", digest + "/0", other);
        }));
        Awaitility.await().atMost(PATIENCE).until(() -> metric("doppel_models_refused_total") == refused + 1);

        assertThat(test.ask(latestOf("mixed", "mixed-latest").build()).getModelVersion())
                .isEqualTo("1");
        assertThat(test.ask(latestOf("mixed", "mixed-pinned")
                                .setModelVersion("2")
                                .build())
                        .getMessage())
                .contains("Expected an archive of SHA-256");
    }

    @Test
    void shouldWaitForTheFolderOfAStoreToComeBack() throws Exception {
        Path store = folder.resolve("store");
        Path away = folder.resolve("store-away");
        publish("shared", "1", new FolderModelStore(store));
        ModelPackage second =
                publish("shared", "2", new ChangedStore(new FolderModelStore(store), (inner, digest, archive) -> {
                    inner.put(digest, archive);
                    Files.move(store, away);
                }));

        shouldWaitForTheStore("shared", second, () -> Files.move(away, store));
    }

    @Test
    void shouldWaitForTheRestOfAnArchiveOnTheTopic() throws Exception {
        publish("parts", "1", kafka);
        ModelPackage second = publish("parts", "2", new ChangedStore(kafka, (store, digest, archive) -> {
            store.put(digest, archive);
            test.write("doppel.model-artifacts", digest + "/0", null);
        }));

        shouldWaitForTheStore("parts", second, () -> assertThat(test.publisher().publish(second))
                .isInstanceOf(Publication.AlreadyPublished.class));
    }

    @Test
    void shouldWaitForTheDiskToTakeAModel() throws Exception {
        publish("disk", "1", kafka);
        assertThat(test.ask(latestOf("disk", "disk-before").build()).getModelVersion())
                .isEqualTo("1");
        Path cache = folder.resolve("models-main");
        Path away = folder.resolve("models-away");
        Files.move(cache, away);
        Files.writeString(cache, "no folder: nothing can be written here, as on a full disk");
        ModelPackage second = publish("disk", "2", kafka);

        shouldWaitForTheStore("disk", second, () -> {
            Files.delete(cache);
            Files.move(away, cache);
        });
    }

    private interface Repair {
        void run() throws IOException;
    }

    /** The latest version that can be had answers; who asks for the other waits, is not lost and is not refused. */
    private static void shouldWaitForTheStore(String name, ModelPackage second, Repair repair) throws Exception {
        GenerationStatus latest = test.ask(latestOf(name, name + "-latest").build());
        assertThat(latest.getState()).as(latest.toString()).isEqualTo(GenerationState.COMPLETED);
        assertThat(latest.getModelVersion()).isEqualTo("1");
        double refused = metric("doppel_models_refused_total");
        double outages = metric("doppel_outages_total{exception=\"ModelUnavailableException\"}");
        try (RequestClient client = test.client();
                LogWatch log = new LogWatch()) {
            client.send(latestOf(name, name + "-pinned").setModelVersion("2").build());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> metric("doppel_outages_total{exception=\"ModelUnavailableException\"}") > outages);
            repair.run();
            GenerationStatus pinned = client.await(name + "-pinned", PATIENCE, seen -> {});

            assertThat(pinned.getState()).as(pinned.toString()).isEqualTo(GenerationState.COMPLETED);
            Expected.assertExactly(recordsOf(pinned), pinned, second);
            assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("trying again", name + "/2"));
        }
        assertThat(metric("doppel_models_refused_total")).isEqualTo(refused);
        GenerationStatus after = test.ask(latestOf(name, name + "-after").build());
        assertThat(after.getModelVersion()).isEqualTo("2");
    }
}
