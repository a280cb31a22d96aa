package io.doppelstream.service;

import io.doppelstream.schemas.ModelAlias;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.topic.CopartitionedTopics;
import io.doppelstream.schemas.topic.TopicCreator;
import io.doppelstream.schemas.topic.TopicDefinition;
import io.doppelstream.service.augment.AugmentTopics;
import io.doppelstream.service.augment.Augmentation;
import io.doppelstream.service.config.Guarantee;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.config.TopicSettings;
import io.doppelstream.service.generate.Shadow;
import io.doppelstream.service.http.HttpEndpoints;
import io.doppelstream.service.metrics.AugmentMetrics;
import io.doppelstream.service.metrics.ProcessMeters;
import io.doppelstream.service.metrics.ServiceMetrics;
import io.doppelstream.service.models.LoadedModels;
import io.doppelstream.service.models.ModelCatalog;
import io.doppelstream.service.models.ModelLoader;
import io.doppelstream.service.models.ModelMeters;
import io.doppelstream.service.models.ModelStores;
import io.doppelstream.service.models.TopicFollower;
import io.doppelstream.service.score.Scorers;
import io.doppelstream.service.topology.Contracts;
import io.doppelstream.service.topology.Engine;
import io.doppelstream.service.topology.OutputEnds;
import io.doppelstream.service.topology.OutputTopics;
import io.doppelstream.service.topology.Patience;
import io.doppelstream.service.topology.Preparation;
import io.doppelstream.service.topology.StreamsProperties;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generator service: answers generation requests from Kafka with synthetic records.
 *
 * <pre>{@code
 * try (GeneratorService service = GeneratorService.start(ServiceConfig.of(bootstrap, registryUrl))) {
 *     service.awaitReady(Duration.ofSeconds(60));
 *     ...
 * }
 * }</pre>
 */
public final class GeneratorService implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GeneratorService.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ServiceMetrics metrics = new ServiceMetrics(meters);
    private final FailurePolicy failures = new FailurePolicy(metrics);
    private LoadedModels models;
    private ModelMeters modelMeters;
    private TopicFollower<ModelPublished> published;
    private TopicFollower<ModelAlias> aliases;
    private StreamClients streams;
    private Scorers scorers;
    private HttpEndpoints http;

    private GeneratorService() {}

    /**
     * Starts the service; it is ready a little later, see {@link #awaitReady}.
     *
     * @throws UncheckedIOException when a folder of the configuration cannot be written
     * @throws RuntimeException when the cluster cannot be reached or the port is taken; nothing is left running then
     */
    public static GeneratorService start(ServiceConfig config) {
        GeneratorService service = new GeneratorService();
        try {
            service.run(config);
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private void run(ServiceConfig config) {
        log.info("Starting the generator service: {}", config);
        WritableFolder.require("streams.stateDir", config.streams().stateDir());
        WritableFolder.require("models.cacheDir", config.models().cacheDir());
        Map<String, Object> client = config.kafka().properties();
        Admin admin = own(Admin.create(client));
        createTopics(admin, config.topics());
        SchemaRegistry registry = own(ConfluentSchemaRegistry.from(config.registry()));
        parts.push(meters::close);
        own(ProcessMeters.bind(meters));
        String artifacts = config.topics().catalogue().modelArtifacts().name();
        models = own(new LoadedModels(
                new ModelLoader(config.models(), ModelStores.of(artifacts, client)),
                config.models().idleModels(),
                config.models().mostBytes()));
        modelMeters = new ModelMeters(models, meters);
        published = own(new TopicFollower<>(
                config.topics().catalogue().models().name(),
                client,
                AvroDeserializer.specific(registry, ModelPublished.class)));
        aliases = own(new TopicFollower<>(
                config.topics().catalogue().aliases().name(),
                client,
                AvroDeserializer.specific(registry, ModelAlias.class)));
        OutputTopics outputs = new OutputTopics(
                config.topics(),
                admin,
                OutputTopics.in(registry, config.serdes()),
                StreamsProperties.largestRequest(config));
        Contracts contracts = Contracts.of(registry, config.serdes());
        ModelCatalog catalog = new ModelCatalog(
                models, metrics, published, aliases, new Preparation(config.topics(), contracts, outputs));
        published.start(catalog::publish);
        aliases.start(catalog::alias);
        Guarantee guarantee = config.streams().guarantee();
        Engine engine = new Engine(
                config.topics(),
                config.requests(),
                guarantee,
                contracts,
                catalog,
                own(new Shadow(catalog, metrics)),
                outputs,
                guarantee == Guarantee.EXACTLY_ONCE ? OutputEnds.of(admin) : OutputEnds.unknown(),
                metrics,
                PATIENCE);
        config.augmentations().forEach(augmentation -> AugmentTopics.create(admin, augmentation, config.topics()));
        List<Augmentation> augmentations = config.augmentations().stream()
                .map(settings -> Augmentation.of(
                        settings,
                        config,
                        registry,
                        catalog,
                        new AugmentMetrics(meters, settings.name()),
                        new Patience(PATIENCE, metrics)))
                .toList();
        streams = own(StreamClients.start(config, engine, augmentations, failures, meters));
        scorers =
                own(Scorers.start(config, admin, registry, catalog, new Patience(PATIENCE, metrics), failures, meters));
        http = own(HttpEndpoints.start(config.http(), this::live, this::ready, this::metrics));
        log.info("Health and metrics on http://{}:{}", config.http().host(), http.port());
    }

    private static void createTopics(Admin admin, TopicSettings topics) {
        // The last definition of a name wins.
        Map<String, TopicDefinition> wanted = new LinkedHashMap<>();
        topics.fixed().forEach(topic -> wanted.put(topic.name(), topic));
        CopartitionedTopics.align(admin, topics.chunksCompleted(), topics.dispatch())
                .forEach(topic -> wanted.put(topic.name(), topic));
        CopartitionedTopics.align(
                        admin, topics.catalogue().requests(), topics.catalogue().control())
                .forEach(topic -> wanted.put(topic.name(), topic));
        TopicCreator.createMissing(admin, wanted.values(), topics.replication());
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    private HttpEndpoints.Health live() {
        return new HttpEndpoints.Health(
                streams.live() && scorers.live(), Map.of("streams", streams.states(), "scorers", scorers.states()));
    }

    private HttpEndpoints.Health ready() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("ready", isReady());
        details.put("streams", streams.states());
        details.put("scorers", scorers.states());
        details.put("catalogCaughtUp", catalogCaughtUp());
        details.put("modelsLoaded", models.all().size());
        details.put("lastFailure", failures.last().orElse(null));
        return new HttpEndpoints.Health(isReady(), details);
    }

    /**
     * Whether requests are being answered and events scored: Kafka Streams runs, scorers have their partitions, and the catalog has every model
     * published and every alias set before the start.
     */
    public boolean isReady() {
        return streams.running() && scorers.running() && catalogCaughtUp();
    }

    private boolean catalogCaughtUp() {
        return published.caughtUp() && aliases.caughtUp();
    }

    /** Waits until the service is ready. */
    public void awaitReady(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Expected the generator service to be ready within "
                        + timeout.toSeconds() + " s, found: " + ready().details());
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the generator service started", e);
            }
        }
    }

    /** Port of health and metrics. */
    public int httpPort() {
        return http.port();
    }

    /** Metrics in Prometheus' text format. */
    public String metrics() {
        modelMeters.refresh();
        return meters.scrape();
    }

    /** Ends in order: no more input, then the models, then the connections. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.warn("Closing {} failed", part, e);
            }
        }
    }
}
