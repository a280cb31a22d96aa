package io.doppelstream.service.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.doppelstream.schemas.registry.RegistryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the configuration from a YAML file, then lets environment variables override it. All problems are reported together.
 *
 * <pre>
 * bootstrap: broker:9092
 * client: {security.protocol: SSL}
 * registry: {schema.registry.url: "http://registry:8081", auto.register.schemas: true}
 * topics: {prefix: doppel., chunkPartitions: 8, dispatchPartitions: 1, replicationFactor: 3}
 * requests: {maxCount: 10000000, maxRate: 100000, maxOutstandingRecords: 100000000, allowedTopics: [doppel.synthetic.*]}
 * streams: {applicationId: doppel-generator, threads: 2, commitIntervalMs: 10, pollMs: 5, stateDir: /var/lib/doppel/state,
 *           properties: {num.standby.replicas: 1}}
 * models: {cacheDir: /var/lib/doppel/models, intraOpThreads: 1, interOpThreads: -1, idleModels: 4, memoryMb: 2048}
 * http: {host: 127.0.0.1, port: 8080}
 * augmentations:
 *   - {name: fraud, topic: transactions, model: fraud, where: "isFraud = 1", share: 0.1, window: 5m, segment: merchant_segment}
 * scorers:
 *   - {name: fraud, topic: transactions, model: fraud, alertRate: 0.01, drift: {events: 10000, retrain: {minutes: 10}}}
 * </pre>
 */
public final class ConfigReader {
    /** Where each variable goes: section (empty for the top) and key. */
    private static final Map<String, String[]> VARIABLES = variables();

    private static final YAMLMapper YAML = new YAMLMapper();

    private ConfigReader() {}

    private static Map<String, String[]> variables() {
        Map<String, String[]> variables = new LinkedHashMap<>();
        variables.put("DOPPEL_BOOTSTRAP", new String[] {"", "bootstrap"});
        variables.put("DOPPEL_REGISTRY", new String[] {"registry", RegistryConfig.URL});
        variables.put("DOPPEL_TOPIC_PREFIX", new String[] {"topics", "prefix"});
        variables.put("DOPPEL_REPLICATION_FACTOR", new String[] {"topics", "replicationFactor"});
        variables.put("DOPPEL_MAX_COUNT", new String[] {"requests", "maxCount"});
        variables.put("DOPPEL_APPLICATION_ID", new String[] {"streams", "applicationId"});
        variables.put("DOPPEL_GUARANTEE", new String[] {"streams", "guarantee"});
        variables.put("DOPPEL_STREAM_THREADS", new String[] {"streams", "threads"});
        variables.put("DOPPEL_COMMIT_INTERVAL_MS", new String[] {"streams", "commitIntervalMs"});
        variables.put("DOPPEL_STATE_DIR", new String[] {"streams", "stateDir"});
        variables.put("DOPPEL_MODEL_CACHE_DIR", new String[] {"models", "cacheDir"});
        variables.put("DOPPEL_MODEL_MEMORY_MB", new String[] {"models", "memoryMb"});
        variables.put("DOPPEL_HTTP_HOST", new String[] {"http", "host"});
        variables.put("DOPPEL_HTTP_PORT", new String[] {"http", "port"});
        return variables;
    }

    /**
     * Reads the configuration.
     *
     * @param file YAML file; empty: the environment alone
     * @throws InvalidConfigException with every problem
     */
    public static ServiceConfig read(Optional<Path> file, Map<String, String> environment) throws IOException {
        Map<String, Object> tree = new HashMap<>();
        if (file.isPresent()) {
            tree.putAll(parse(file.get()));
        }
        VARIABLES.forEach((variable, place) -> {
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                override(tree, place[0], place[1], value);
            }
        });
        return build(tree);
    }

    private static Map<String, Object> parse(Path file) throws IOException {
        try {
            Map<String, Object> tree = YAML.readValue(Files.readString(file), new TypeReference<>() {});
            return tree == null ? Map.of() : tree;
        } catch (JsonProcessingException e) {
            throw new InvalidConfigException(
                    List.of("Expected YAML with keys and values in " + file + ", found: " + e.getOriginalMessage()));
        }
    }

    private static void override(Map<String, Object> tree, String section, String key, String value) {
        if (section.isEmpty()) {
            tree.put(key, value);
            return;
        }
        Map<String, Object> changed = new HashMap<>();
        if (tree.get(section) instanceof Map<?, ?> old) {
            old.forEach((name, entry) -> changed.put(String.valueOf(name), entry));
        }
        changed.put(key, value);
        tree.put(section, changed);
    }

    private static ServiceConfig build(Map<String, Object> tree) {
        Problems problems = new Problems();
        Section top = new Section("", tree, problems);
        String bootstrap = top.text("bootstrap");
        Map<String, Object> client = top.properties("client");
        KafkaSettings kafka = problems.collect(() -> new KafkaSettings(bootstrap, client));
        Map<String, Object> registry = top.properties("registry");
        TopicSettings topics = topics(top.section("topics"), problems);
        RequestSettings requests = requests(top.section("requests"), problems);
        StreamSettings streams = streams(top.section("streams"), problems);
        ModelSettings models = models(top.section("models"), problems);
        HttpSettings http = http(top.section("http"), problems);
        List<AugmentationSettings> augmentations = augmentations(top.sections("augmentations"), problems);
        List<ScorerSettings> scorers = scorers(top.sections("scorers"), problems);
        top.end();
        // A stand-in for a missing bootstrap, which is reported already: the registry's problems are to be found too.
        KafkaSettings checked = kafka == null ? new KafkaSettings("missing", Map.of()) : kafka;
        ServiceConfig config = problems.collect(() ->
                new ServiceConfig(checked, registry, topics, requests, streams, models, http, augmentations, scorers));
        problems.throwIfAny();
        return config;
    }

    private static TopicSettings topics(Section section, Problems problems) {
        String prefix = section.text("prefix");
        Integer partitions = section.integer("chunkPartitions");
        Integer dispatch = section.integer("dispatchPartitions");
        Integer replication = section.integer("replicationFactor");
        section.end();
        return problems.collect(() ->
                new TopicSettings(prefix, partitions, dispatch, replication == null ? null : replication.shortValue()));
    }

    private static RequestSettings requests(Section section, Problems problems) {
        Long maxCount = section.number("maxCount");
        Long maxRate = section.number("maxRate");
        Long maxOutstanding = section.number("maxOutstandingRecords");
        Long ofTopic = section.number("maxOutstandingRecordsOfTopic");
        var allowed = section.texts("allowedTopics");
        section.end();
        return problems.collect(() -> new RequestSettings(maxCount, maxRate, maxOutstanding, ofTopic, allowed));
    }

    private static StreamSettings streams(Section section, Problems problems) {
        String applicationId = section.text("applicationId");
        Guarantee guarantee = guarantee(section, problems);
        Integer requestThreads = section.integer("requestThreads");
        Integer threads = section.integer("threads");
        Integer commit = section.integer("commitIntervalMs");
        Integer poll = section.integer("pollMs");
        Path stateDir = section.folder("stateDir");
        Map<String, Object> properties = section.properties("properties");
        section.end();
        return problems.collect(() -> new StreamSettings(
                applicationId, guarantee, requestThreads, threads, commit, poll, stateDir, properties));
    }

    private static Guarantee guarantee(Section section, Problems problems) {
        String name = section.text("guarantee");
        Optional<Guarantee> found = Optional.ofNullable(name).flatMap(Guarantee::of);
        problems.require(
                name == null || found.isPresent(), "streams.guarantee", Arrays.toString(Guarantee.values()), name);
        return found.orElse(null);
    }

    private static ModelSettings models(Section section, Problems problems) {
        Path cacheDir = section.folder("cacheDir");
        Integer intra = section.integer("intraOpThreads");
        Integer inter = section.integer("interOpThreads");
        Integer idle = section.integer("idleModels");
        Integer memory = section.integer("memoryMb");
        section.end();
        return problems.collect(() -> new ModelSettings(cacheDir, intra, inter, idle, memory));
    }

    private static List<AugmentationSettings> augmentations(List<Section> sections, Problems problems) {
        return sections.stream()
                .map(section -> augmentation(section, problems))
                .filter(Objects::nonNull)
                .toList();
    }

    private static AugmentationSettings augmentation(Section section, Problems problems) {
        String name = section.text("name");
        String topic = section.text("topic");
        String output = section.text("output");
        String model = section.text("model");
        String modelVersion = section.text("modelVersion");
        String where = section.text("where");
        String segment = section.text("segment");
        Double share = section.decimal("share");
        Duration window = section.duration("window");
        Integer events = section.integer("events");
        Duration grace = section.duration("grace");
        Double maxRate = section.decimal("maxRate");
        Double maxRatio = section.decimal("maxRatio");
        section.end();
        return problems.collect(() -> new AugmentationSettings(
                name,
                topic,
                output,
                model,
                modelVersion,
                where,
                segment,
                share,
                window,
                events,
                grace,
                maxRate,
                maxRatio));
    }

    private static List<ScorerSettings> scorers(List<Section> sections, Problems problems) {
        return sections.stream()
                .map(section -> scorer(section, problems))
                .filter(Objects::nonNull)
                .toList();
    }

    private static ScorerSettings scorer(Section section, Problems problems) {
        String name = section.text("name");
        String topic = section.text("topic");
        String output = section.text("output");
        String alerts = section.text("alerts");
        String model = section.text("model");
        String modelVersion = section.text("modelVersion");
        Double alertRate = section.decimal("alertRate");
        Integer topColumns = section.integer("top");
        Integer threads = section.integer("threads");
        DriftSettings drift = section.has("drift") ? drift(section.section("drift"), problems) : null;
        section.end();
        return problems.collect(() -> new ScorerSettings(
                name, topic, output, alerts, model, modelVersion, alertRate, topColumns, threads, drift));
    }

    private static DriftSettings drift(Section section, Problems problems) {
        Integer events = section.integer("events");
        Duration window = section.duration("window");
        Double psi = section.decimal("psi");
        RetrainSettings retrain = section.has("retrain") ? retrain(section.section("retrain"), problems) : null;
        section.end();
        return problems.collect(() -> new DriftSettings(events, window, psi, retrain));
    }

    private static RetrainSettings retrain(Section section, Problems problems) {
        Integer windows = section.integer("windows");
        Duration cooldown = section.duration("cooldown");
        String kind = section.text("kind");
        Double minutes = section.decimal("minutes");
        String targetColumn = section.text("target");
        Double holdout = section.decimal("holdout");
        section.end();
        return problems.collect(() -> new RetrainSettings(windows, cooldown, kind, minutes, targetColumn, holdout));
    }

    private static HttpSettings http(Section section, Problems problems) {
        String host = section.text("host");
        Integer port = section.integer("port");
        section.end();
        return problems.collect(() -> new HttpSettings(host, port));
    }
}
