package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.terminal.TextTable;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.ModelArchive;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.store.FolderModelStore;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.generate.WarmUp;
import io.doppelstream.service.metrics.ResidentMemory;
import io.doppelstream.service.metrics.ServiceMetrics;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.models.LoadedModels;
import io.doppelstream.service.models.ModelCatalog;
import io.doppelstream.service.models.ModelChoice;
import io.doppelstream.service.models.ModelLoader;
import io.doppelstream.service.models.ModelMeters;
import io.doppelstream.service.models.TopicFollower;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The service's own catalog of models, fed with one version after the other, each of which answers a request. */
final class SwapsBenchmark {

    private static final int POINTS = 10;
    private static final double MB = 1024.0 * 1024;

    private final ModelPackage model;
    private final int count;
    private final Path work;
    private final Consumer<String> progress;

    /**
     * What was measured.
     *
     * @param swaps versions that were published
     * @param seconds for all of them
     * @param memory at the start, after each tenth and at the end
     */
    record Result(int swaps, double seconds, List<Point> memory) {

        TextTable table() {
            TextTable table = new TextTable("swaps", "resident MB", "heap in use MB", "models loaded", "meters");
            memory.forEach(point -> table.row(
                    point.swaps(),
                    String.format(Locale.ROOT, "%.0f", point.residentMb()),
                    String.format(Locale.ROOT, "%.0f", point.heapMb()),
                    point.loaded(),
                    point.meters()));
            return table;
        }
    }

    /**
     * Memory at one moment.
     *
     * @param swaps done by then
     * @param residentMb of the process, native memory included
     * @param heapMb in use on the Java heap, after a collection
     * @param loaded models in memory
     * @param meters of the service
     */
    record Point(int swaps, double residentMb, double heapMb, int loaded, int meters) {}

    SwapsBenchmark(ModelPackage model, int count, Path work, Consumer<String> progress) {
        this.model = model;
        this.count = count;
        this.work = work;
        this.progress = progress;
    }

    Result run() throws IOException {
        FolderModelStore store = new FolderModelStore(work.resolve("store"));
        ModelSettings settings = ModelSettings.DEFAULTS.withCacheDir(work.resolve("cache"));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        List<Point> memory = new ArrayList<>();
        long start = System.nanoTime();
        try (LoadedModels models = new LoadedModels(new ModelLoader(settings, published -> store), 0, Long.MAX_VALUE)) {
            ModelMeters modelMeters = new ModelMeters(models, meters);
            ModelCatalog catalog =
                    new ModelCatalog(models, new ServiceMetrics(meters), () -> {}, () -> {}, SwapsBenchmark::generate);
            for (int swap = 0; swap < count; swap++) {
                if (swap == 1 || (swap > 0 && swap * POINTS % count < POINTS)) {
                    memory.add(measure(swap, models, meters));
                }
                ModelPublished next = put(store, "swap-" + swap);
                catalog.publish(List.of(new TopicFollower.Change<>(next.getVersion(), Optional.of(next))));
                answer(catalog, next.getVersion());
                modelMeters.refresh();
                Folders.delete(store.directory());
            }
            memory.add(measure(count, models, meters));
        }
        return new Result(count, (System.nanoTime() - start) / 1e9, memory);
    }

    private Point measure(int swaps, LoadedModels models, SimpleMeterRegistry meters) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        Point point = new Point(
                swaps,
                ResidentMemory.bytes() / MB,
                (runtime.totalMemory() - runtime.freeMemory()) / MB,
                models.all().size(),
                meters.getMeters().size());
        progress.accept(String.format(
                Locale.ROOT,
                "%d swaps: %.0f MB resident, %.0f MB of heap in use",
                swaps,
                point.residentMb(),
                point.heapMb()));
        return point;
    }

    private ModelPublished put(FolderModelStore store, String version) throws IOException {
        Path directory = work.resolve("next");
        Folders.delete(directory);
        Path savedModel = Files.createDirectories(directory.resolve(ModelPackage.SAVED_MODEL));
        Files.copy(model.savedModel().resolve("saved_model.pb"), savedModel.resolve("saved_model.pb"));
        ModelPackage next = ModelPackage.seal(directory, model.manifest().withVersion(version));
        store.put(next.digest(), ModelArchive.pack(next));
        return ModelPublished.newBuilder()
                .setName(next.manifest().name())
                .setVersion(version)
                .setDigest(next.digest())
                .setKind(next.manifest().kind())
                .setStore(store.location())
                .setSizeBytes(0)
                .setRecordSchema(next.manifest().recordSchema())
                .setPublishedAt(Instant.now())
                .build();
    }

    private void answer(ModelCatalog catalog, String expected) {
        ModelChoice choice = catalog.choose(model.manifest().name(), Optional.empty(), "request");
        if (!(choice instanceof ModelChoice.Chosen chosen)) {
            throw new IllegalStateException("Expected the latest version to be " + expected + ", found " + choice);
        }
        try (LoadedModels.Lease lease = chosen.lease()) {
            if (!lease.model().manifest().version().equals(expected)) {
                throw new IllegalStateException("Expected the latest version to be " + expected + ", found "
                        + lease.model().label());
            }
            generate(lease.model());
        }
    }

    private static void generate(LoadedModel model) {
        ChunkGenerator.generate(WarmUp.task(model, 0), model, 0);
    }
}
