package io.doppelstream.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelArchive;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.store.FolderModelStore;
import io.doppelstream.model.store.ModelStore;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.fixture.TinyModel;
import io.doppelstream.service.metrics.ServiceMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is slow, and packages that are what they say and cannot be used all the same. */
class ModelCatalogFaultsTest {
    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private LoadedModels models;
    private ModelCatalog catalog;

    @AfterEach
    void close() {
        models.close();
    }

    /** A catalog on a folder that does not answer for one digest before it is told to. */
    private void open(String slowDigest) {
        ModelStore store = new FolderModelStore(folder.resolve("store"));
        models = new LoadedModels(
                new ModelLoader(
                        ModelSettings.DEFAULTS.withCacheDir(folder.resolve("cache")),
                        published -> published.getDigest().equals(slowDigest) ? slow(store) : store),
                4,
                Long.MAX_VALUE);
        catalog = new ModelCatalog(models, new ServiceMetrics(meters), () -> {}, () -> {}, model -> {});
    }

    private ModelStore slow(ModelStore store) {
        return new ModelStore() {
            @Override
            public void put(String digest, byte[] archive) throws IOException {
                store.put(digest, archive);
            }

            @Override
            public Optional<byte[]> get(String digest) throws IOException {
                asked.countDown();
                try {
                    assertThat(answer.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return store.get(digest);
            }

            @Override
            public String location() {
                return store.location();
            }
        };
    }

    private ModelPackage tiny(String version) throws IOException {
        ModelPackage model = TinyModel.write(folder.resolve("package-" + version), "tiny", version);
        put(model);
        return model;
    }

    private void put(ModelPackage model) throws IOException {
        new FolderModelStore(folder.resolve("store")).put(model.digest(), ModelArchive.pack(model));
    }

    private static ModelPublished published(ModelPackage model) {
        return ModelPublished.newBuilder()
                .setName(model.manifest().name())
                .setVersion(model.manifest().version())
                .setDigest(model.digest())
                .setKind("tiny")
                .setStore("any")
                .setSizeBytes(1)
                .setRecordSchema(model.manifest().recordSchema())
                .setTrainedRows(1)
                .setPublishedAt(Instant.EPOCH)
                .build();
    }

    private void publish(ModelPackage... models) {
        catalog.publish(Arrays.stream(models)
                .map(model -> new TopicFollower.Change<>(model.manifest().version(), Optional.of(published(model))))
                .toList());
    }

    private String latest() {
        try (LoadedModels.Lease lease =
                ((ModelChoice.Chosen) catalog.choose("tiny", Optional.empty(), "request")).lease()) {
            return lease.model().manifest().version();
        }
    }

    @Test
    void shouldGoOnWithTheOldVersionWhileTheStoreIsSlow() throws Exception {
        ModelPackage first = tiny("1");
        ModelPackage second = tiny("2");
        open(second.digest());
        publish(first);

        CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> publish(second));
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(CompletableFuture.supplyAsync(this::latest).get(30, TimeUnit.SECONDS))
                .isEqualTo("1");
        answer.countDown();
        adding.get(60, TimeUnit.SECONDS);

        assertThat(latest()).isEqualTo("2");
    }

    @Test
    void shouldRefuseAPackageWhosePartsDoNotFitEachOther() throws Exception {
        ModelPackage first = tiny("1");
        Manifest good =
                TinyModel.write(folder.resolve("package-2"), "tiny", "2").manifest();
        ModelPackage second = ModelPackage.seal(
                folder.resolve("package-2"),
                new Manifest(
                        good.formatVersion(),
                        good.name(),
                        good.version(),
                        good.kind(),
                        good.createdAt(),
                        good.schema(),
                        good.recordSchema(),
                        good.codec(),
                        good.conditions(),
                        good.reference(),
                        new Manifest.Signature(
                                good.signature().conditions() + 1,
                                good.signature().logits() - 1,
                                -3,
                                good.signature().outputs()),
                        good.chunkSize(),
                        good.training(),
                        good.libraries(),
                        good.quality(),
                        good.files()));
        put(second);
        open("none");

        publish(first, second);

        assertThat(latest()).isEqualTo("1");
        assertThat(meters.counter("doppel.models.refused").count()).isEqualTo(1);
        assertThat(catalog.choose("tiny", Optional.of("2"), "request"))
                .isInstanceOfSatisfying(ModelChoice.Unknown.class, unknown -> assertThat(unknown.message())
                        .contains("refused: Expected model tiny/2 to load and to generate 2 rows"));
    }
}
