package io.doppelstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.cli.source.BankTable;
import io.doppelstream.embedded.EmbeddedCluster;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.GeneratorService;
import io.doppelstream.service.client.TopicReader;
import io.doppelstream.service.config.HttpSettings;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.config.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Train, publish, serve, request, verify on real data, by the commands that a user types. */
class MainJobIT {

    private static final int ROWS = 4000;
    private static final String CALLS = "calls";
    private static final int REAL_CALLS = 70;

    @TempDir
    static Path folder;

    private static EmbeddedCluster cluster;
    private static GeneratorService service;
    private static Path data;
    private static Path model;

    @BeforeAll
    static void trainPublishAndServe() throws IOException {
        cluster = EmbeddedCluster.start(folder.resolve("cluster"));
        data = folder.resolve("bank.csv");
        Path all = BankTable.copyTo(folder);
        try (Stream<String> lines = Files.lines(all)) {
            Files.write(data, lines.limit(ROWS + 1).toList());
        }
        model = folder.resolve("model");
        CommandLineRun trained = CommandLineRun.of(
                "train",
                "--data",
                data.toString(),
                "--name",
                "bank",
                "--model-version",
                "1",
                "--epochs",
                "8",
                "--out",
                model.toString());
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("4000 rows, 17 columns").contains("category of");
        CommandLineRun published = run("publish", "--model", model.toString());
        assertThat(published.code()).as(published.err()).isZero();
        service = GeneratorService.start(ServiceConfig.of(cluster.bootstrap(), cluster.registryUrl())
                .withStreams(StreamSettings.DEFAULTS.withStateDir(folder.resolve("state")))
                .withModels(ModelSettings.DEFAULTS.withCacheDir(folder.resolve("models")))
                .withHttp(new HttpSettings(null, 0)));
        service.awaitReady(Duration.ofMinutes(2));
    }

    @AfterAll
    static void stop() {
        service.close();
        cluster.close();
    }

    private static CommandLineRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", cluster.bootstrap(), "--registry", cluster.registryUrl()));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    @Test
    void shouldAnswerARequestThatMeetsItsConditions() {
        CommandLineRun request = run(
                "request",
                "--model",
                "bank",
                "--rows",
                "1500",
                "--where",
                "y = 'yes'",
                "--where",
                "age between 30 and 40",
                "--print",
                "1500");
        assertThat(request.code()).as(request.err()).isZero();
        assertThat(request.err()).contains("ACCEPTED").contains("COMPLETED 1500 of 1500");
        List<String> records = request.out().lines().toList();
        assertThat(records).hasSize(1500).allMatch(record -> record.contains("\"y\": \"yes\""));
        assertThat(records).allSatisfy(record -> {
            int age = Integer.parseInt(record.replaceAll(".*\"age\": (\\d+).*", "$1"));
            assertThat(age).isBetween(30, 40);
        });
    }

    /** The command line runs the model with TensorFlow Java, the service with DJL: both must give the same records. */
    @ParameterizedTest
    @MethodSource("anomalies")
    void shouldGiveTheSameRecordsWithAndWithoutKafka(List<String> anomalies) throws Exception {
        List<String> wanted = new ArrayList<>(List.of("--rows", "2300", "--seed", "77", "--where", "job != 'student'"));
        wanted.addAll(anomalies);
        Path avro = folder.resolve("sample.avro");
        CommandLineRun sample =
                CommandLineRun.of(arguments(wanted, "sample", "--model", model.toString(), "--out", avro.toString()));
        assertThat(sample.code()).as(sample.err()).isZero();
        List<String> sampled = new ArrayList<>();
        try (DataFileReader<GenericRecord> reader = new DataFileReader<>(avro.toFile(), new GenericDatumReader<>())) {
            reader.forEach(record -> sampled.add(record.toString()));
        }
        CommandLineRun request = run(arguments(wanted, "request", "--model", "bank", "--print", "2300"));
        assertThat(request.out().lines()).containsExactlyInAnyOrderElementsOf(sampled);
    }

    static List<List<String>> anomalies() {
        String kinds = "rare-class,tail,value-shift,swapped-category,burst";
        return List.of(
                List.of(), List.of("--anomalies", "20%", "--anomaly-kinds", kinds, "--rare-class", "job = 'student'"));
    }

    private static String[] arguments(List<String> last, String... first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(last);
        return all.toArray(String[]::new);
    }

    @Test
    void shouldWriteTheLabelsOfAnomaliesAsAColumn() throws Exception {
        Path csv = folder.resolve("labelled.csv");
        CommandLineRun sample = CommandLineRun.of(
                "sample",
                "--model",
                model.toString(),
                "--rows",
                "200",
                "--out",
                csv.toString(),
                "--anomalies",
                "0.25",
                "--anomaly-kinds",
                "value-shift",
                "--anomaly-columns",
                "age");
        assertThat(sample.code()).as(sample.err()).isZero();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).endsWith(",anomaly");
        assertThat(lines.subList(1, 201).stream().filter(line -> line.endsWith(",value-shift:age")))
                .hasSize(50);

        CommandLineRun refused = CommandLineRun.of(
                "sample",
                "--model",
                model.toString(),
                "--rows",
                "200",
                "--out",
                csv.toString(),
                "--anomaly-kinds",
                "value-shift");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("Expected --anomalies with the share");
    }

    @Test
    void shouldSampleTheSameRowsWhenTheSeedIsTheSameAndOthersWhenItIsNot() {
        assertThat(sampled("5")).isEqualTo(sampled("5")).isNotEqualTo(sampled("6"));
    }

    private static String sampled(String seed) {
        return CommandLineRun.of("sample", "--model", model.toString(), "--rows", "50", "--seed", seed, "--out", "-")
                .out();
    }

    @Test
    void shouldVerifyARecordFromItsHeaders() {
        CommandLineRun request = run("request", "--model", "bank", "--rows", "1", "--wait", "--id", "verify-me");
        assertThat(request.code()).as(request.err()).isZero();
        boolean found = false;
        for (int partition = 0; partition < 8 && !found; partition++) {
            CommandLineRun verified = run(
                    "verify",
                    "--topic",
                    "doppel.synthetic.bank",
                    "--partition",
                    Integer.toString(partition),
                    "--offset",
                    "0");
            found = verified.code() == 0;
            assertThat(verified.out() + verified.err()).containsAnyOf("Same: record", "found none");
        }
        assertThat(found).isTrue();
    }

    @Test
    void shouldListPublishedModelsAndPublishOnlyOnce() {
        CommandLineRun models = run("models");
        assertThat(models.out()).contains("bank").contains("tabular");
        assertThat(run("publish", "--model", model.toString()).out()).startsWith("Already published");
    }

    @Test
    void shouldMoveAnAliasAndAnswerByIt() {
        CommandLineRun promoted = run("models", "promote", "bank", "1");
        assertThat(promoted.code()).as(promoted.err()).isZero();
        assertThat(promoted.out()).startsWith("bank@champion is version 1");
        assertThat(run("models").out()).contains("bank@champion is version 1");
        assertThat(run("models", "--json").out()).contains("\"alias\": \"champion\"");
        CommandLineRun request = run("request", "--model", "bank@champion", "--rows", "2", "--wait");
        assertThat(request.code()).as(request.err()).isZero();
        assertThat(request.err()).contains("ACCEPTED by model bank 1");

        CommandLineRun rollback = run("models", "rollback", "bank");
        assertThat(rollback.code()).isEqualTo(1);
        assertThat(rollback.err())
                .contains("Expected an earlier version of bank@champion")
                .doesNotContain("Exception");
        assertThat(run("models", "retire", "bank", "1").err()).contains("[bank@champion]");
        assertThat(run("models", "split", "bank", "2").err()).contains("found '2'");
        assertThat(run("models", "split", "bank", "--end").out()).contains("version 1 for all requests");
        assertThat(run("models", "unalias", "bank", "--alias", "challenger").err())
                .contains("found 'challenger'");
    }

    @Test
    void shouldSayWhyARequestIsRefused() {
        CommandLineRun unknown = run("request", "--model", "bnk", "--rows", "1", "--wait");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("UNKNOWN_MODEL").contains("[bank]");
        CommandLineRun impossible =
                run("request", "--model", "bank", "--rows", "1", "--wait", "--where", "age between 300 and 400");
        assertThat(impossible.code()).isEqualTo(1);
        assertThat(impossible.err()).contains("VALUE_OUT_OF_RANGE").doesNotContain("Exception");
    }

    @Test
    void shouldFeedAtARateUntilItIsCancelled() {
        CommandLineRun feed = run("request", "--model", "bank", "--rate", "100", "--until", "1h", "--id", "feed");
        assertThat(feed.code()).as(feed.err()).isZero();
        CommandLineRun paused = run("requests", "pause", "feed");
        assertThat(paused.code()).as(paused.err()).isZero();
        assertThat(paused.err()).contains("PAUSED");
        assertThat(run("requests", "resume", "feed").code()).isZero();
        CommandLineRun cancelled = run("requests", "cancel", "feed");
        assertThat(cancelled.code()).as(cancelled.err()).isZero();
        assertThat(cancelled.err()).contains("CANCELLED").contains("records");
        assertThat(run("requests", "show", "feed").out()).contains("\"state\": \"CANCELLED\"");

        CommandLineRun again = run("requests", "cancel", "feed");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("found 'feed', which is CANCELLED");
        CommandLineRun misspelt = run("requests", "cancel", "fed");
        assertThat(misspelt.code()).isEqualTo(1);
        assertThat(misspelt.err()).contains("found none for 'fed'").doesNotContain("Exception");
    }

    @Test
    void shouldMeasureSyntheticRowsAgainstRealOnes() {
        Path csv = folder.resolve("synthetic.csv");
        CommandLineRun.of("sample", "--model", model.toString(), "--rows", "2000", "--out", csv.toString());
        CommandLineRun evaluated = CommandLineRun.of(
                "evaluate",
                "--real",
                data.toString(),
                "--synthetic",
                csv.toString(),
                "--out",
                folder.resolve("quality").toString());
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).contains("KSComplement").contains("TVComplement");
        assertThat(folder.resolve("quality/quality.json")).content().contains("columnPairTrends");
    }

    @Test
    void shouldKeepTheShareOfARealTopicUntilItIsInterrupted() throws Exception {
        try (SchemaRegistry registry =
                ConfluentSchemaRegistry.from(Map.of("schema.registry.url", cluster.registryUrl()))) {
            writeCalls(registry);
            Path config = Files.writeString(
                    folder.resolve("augment.yaml"),
                    "streams: {stateDir: '" + folder.resolve("augment-state") + "'}\nmodels: {cacheDir: '"
                            + folder.resolve("augment-models") + "'}\n");
            FutureTask<CommandLineRun> augment = new FutureTask<>(() -> run(arguments(
                    List.of("--config", config.toString(), "--http-port", "0", "--window", "1h"),
                    "augment",
                    "--topic",
                    CALLS,
                    "--model",
                    "bank",
                    "--where",
                    "y = 'yes'",
                    "--share",
                    "30%")));
            Thread command = new Thread(augment, "augment");
            command.start();
            try {
                Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                    List<String> merged = answersOf(registry, CALLS + ".augmented");
                    assertThat(merged.stream().filter("no"::equals)).hasSize(REAL_CALLS);
                    assertThat(merged.stream().filter("yes"::equals)).hasSizeBetween(REAL_CALLS * 3 / 7, REAL_CALLS);
                });
            } finally {
                command.interrupt();
            }
            // Whether it said that it is ready by then is a matter of milliseconds; that it ends is not.
            assertThat(augment.get(1, TimeUnit.MINUTES)).isNotNull();
        }
    }

    /** Real calls, nobody of which said yes, with the schema of somebody else. */
    private static void writeCalls(SchemaRegistry registry) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", cluster.bootstrap());
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(CALLS, 1, (short) 1))).all().get();
        }
        Schema schema =
                SchemaBuilder.record("Call").fields().requiredString("y").endRecord();
        byte[] call = new AvroSerializer<GenericRecord>(registry, SerdeConfig.DEFAULTS)
                .serialize(
                        CALLS, new GenericRecordBuilder(schema).set("y", "no").build());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < REAL_CALLS; i++) {
                producer.send(new ProducerRecord<>(CALLS, call)).get();
            }
        }
    }

    private static List<String> answersOf(SchemaRegistry registry, String topic) {
        AvroDeserializer<GenericRecord> deserializer = AvroDeserializer.generic(registry);
        List<String> answers = new ArrayList<>();
        new TopicReader(Map.of("bootstrap.servers", cluster.bootstrap()))
                .readAll(
                        topic,
                        record -> answers.add(deserializer
                                .deserialize(topic, record.value())
                                .get("y")
                                .toString()));
        return answers;
    }
}
