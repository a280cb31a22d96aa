package io.doppelstream.cli.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.cli.CommandLineRun;
import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.embedded.EmbeddedCluster;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.TrainingReport;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.schemas.TrainingState;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.client.TopicReader;
import io.doppelstream.service.config.HttpSettings;
import io.doppelstream.service.http.HttpEndpoints;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training requests answered by the command that a user types, with a real broker and a real registry. */
class TrainServiceIT {

    private static final int RECORDS = 600;
    private static final String REQUESTS = "doppel.training-requests";
    private static final String REPORTS = "doppel.training-reports";
    private static final Schema ORDER = SchemaBuilder.record("Order")
            .fields()
            .requiredString("id")
            .requiredString("state")
            .requiredInt("items")
            .optionalDouble("weight")
            .endRecord();

    @TempDir
    static Path folder;

    private static EmbeddedCluster cluster;
    private static SchemaRegistry registry;
    private static TrainingDesk desk;
    private static KafkaProducer<byte[], byte[]> producer;

    /** The champion knows the orders of long ago; those of now are others. */
    @BeforeAll
    static void publishTheChampion() throws Exception {
        cluster = EmbeddedCluster.start(folder.resolve("cluster"));
        registry = ConfluentSchemaRegistry.from(Map.of("schema.registry.url", cluster.registryUrl()));
        desk = TrainingDesk.open(options());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic("old-orders", 1, (short) 1), new NewTopic("orders", 2, (short) 1)))
                    .all()
                    .get();
        }
        produce("old-orders", .1, 0);
        produce("orders", .7, 40);
        CommandLineRun trained = run(
                "train",
                "--data",
                "topic:old-orders",
                "--name",
                "orders",
                "--model-version",
                "1",
                "--epochs",
                "4",
                "--out",
                folder.resolve("champion").toString(),
                "--publish");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(run("models", "promote", "orders", "1").code()).isZero();
    }

    private static void produce(String topic, double paid, double weight) throws Exception {
        Random random = new Random(1);
        try (AvroSerializer<GenericRecord> serializer = new AvroSerializer<>(registry, SerdeConfig.DEFAULTS)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int number = 0; number < RECORDS; number++) {
                GenericRecord order = new GenericRecordBuilder(ORDER)
                        .set("id", new UUID(random.nextLong(), random.nextLong()).toString())
                        .set("state", random.nextDouble() < paid ? "PAID" : "NEW")
                        .set("items", 1 + random.nextInt(8))
                        .set("weight", random.nextInt(10) == 0 ? null : weight + random.nextGaussian())
                        .build();
                sent.add(producer.send(new ProducerRecord<>(topic, serializer.serialize(topic, order))));
            }
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
    }

    @AfterAll
    static void stop() {
        producer.close();
        desk.close();
        registry.close();
        cluster.close();
    }

    private static ClusterOptions options() {
        return ClusterOptions.of(cluster.bootstrap(), cluster.registryUrl());
    }

    private static CommandLineRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", cluster.bootstrap(), "--registry", cluster.registryUrl()));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private static void answer(String... more) {
        List<String> arguments = new ArrayList<>(List.of("train-service", "--once", "--work", work().toString()));
        arguments.addAll(List.of(more));
        CommandLineRun run = run(arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
    }

    private static TrainService open(double margin, StopSignal stop, TrainServiceMonitor monitor) {
        TrainServiceSettings settings =
                new TrainServiceSettings(work(), 1, 1, new Margins(margin, margin), Optional.empty());
        return TrainService.open(options(), settings, TrainingListener.silent(), stop, monitor.metrics());
    }

    /** Status and body. */
    private static String get(int port, String path) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path work() {
        return folder.resolve("work");
    }

    private static CommandLineRun ask(String id, String topic, String... more) {
        List<String> arguments = new ArrayList<>(List.of("retrain", "--model", "orders", "--topic", topic, "--id", id));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private static <T extends SpecificRecord> List<T> readAll(String topic, Class<T> type) {
        AvroDeserializer<T> deserializer = AvroDeserializer.specific(registry, type);
        List<T> read = new ArrayList<>();
        new TopicReader(Map.of("bootstrap.servers", cluster.bootstrap())).readAll(topic, record -> {
            if (record.value() != null) {
                read.add(deserializer.deserialize(topic, record.value()));
            }
        });
        return read;
    }

    private static List<TrainingReport> reports(String id) {
        return readAll(REPORTS, TrainingReport.class).stream()
                .filter(report -> report.getRequestId().equals(id))
                .toList();
    }

    private static TrainingReport end(String id) {
        List<TrainingReport> reports = reports(id);
        return reports.get(reports.size() - 1);
    }

    @Test
    void shouldPublishAndPromoteWhatIsBetterAndGoOnAfterRequestsThatFail() throws Exception {
        producer.send(new ProducerRecord<>(REQUESTS, "orders".getBytes(UTF_8), "hello".getBytes(UTF_8)))
                .get();
        assertThat(ask("lost", "absent").code()).isZero();
        assertThat(ask("long", "orders", "--minutes", "1000").code()).isZero();
        CommandLineRun first =
                run("retrain", "--model", "fresh", "--topic", "orders", "--id", "fresh", "--minutes", "0.01");
        assertThat(first.err()).contains("request fresh, without a champion");
        CommandLineRun asked = ask("better", "orders", "--minutes", "0.03", "--reason", "orders weigh more now");
        assertThat(asked.err()).contains("request better, champion 1");
        answer();

        assertThat(end("lost").getState()).isEqualTo(TrainingState.FAILED);
        assertThat(end("lost").getMessage()).contains("Expected a topic absent");
        assertThat(reports("long")).singleElement().satisfies(report -> {
            assertThat(report.getState()).isEqualTo(TrainingState.REFUSED);
            assertThat(report.getReasonCode()).isEqualTo("INVALID_REQUEST");
            assertThat(report.getMessage()).contains("at most 60.0 minutes", "found 1000.0");
        });
        assertThat(readAll("doppel.dead-letters", DeadLetter.class))
                .extracting(DeadLetter::getReasonCode)
                .containsExactly("UNDECODABLE", "INVALID_REQUEST");
        assertThat(end("fresh").getState()).as(end("fresh").getMessage()).isEqualTo(TrainingState.PUBLISHED);
        assertThat(end("fresh").getVersionFigures()).containsKeys("quality", "columnShapes");
        TrainingReport better = end("better");
        assertThat(better.getState()).as(better.getMessage()).isEqualTo(TrainingState.PUBLISHED);
        assertThat(better.getHoldoutRows()).isEqualTo(RECORDS / 5);
        assertThat(better.getVersionFigures().get("quality"))
                .isGreaterThan(better.getChampionFigures().get("quality") + .1);
        assertThat(better.getPromotedAlias()).isEqualTo("champion");
        assertThat(run("models").out())
                .contains(end("fresh").getVersion(), better.getVersion())
                .contains("orders@champion is version " + better.getVersion());
        assertThat(work().resolve("orders").resolve(better.getVersion())).doesNotExist();

        assertThat(run("models", "rollback", "orders").out()).contains("orders@champion is version 1 again");
        // As if the service had ended after it published and before it said so.
        producer.send(new ProducerRecord<>(REPORTS, "better".getBytes(UTF_8), null))
                .get();
        ask("better", "orders", "--champion", "1");
        ask("better", "orders", "--champion", "1");
        answer();
        assertThat(reports("better"))
                .as("first and second answer; the third request asks for nothing new")
                .hasSize(4);
        assertThat(end("better").getState()).isEqualTo(TrainingState.PUBLISHED);
        assertThat(end("better").getMessage()).contains("Published before");
        assertThat(run("models").out()).contains("orders@champion is version " + better.getVersion());
    }

    @Test
    void shouldGoOnAfterARestartAndKeepTheChampionThatIsNotBettered() throws Exception {
        assertThat(ask("stopped", "orders", "--minutes", "0.05", "--champion", "1")
                        .code())
                .isZero();
        String version = RetrainFolder.version("stopped");
        RetrainFolder unfinished = RetrainFolder.of(work(), "orders", version);
        AtomicInteger port = new AtomicInteger();
        AtomicReference<String> meanwhile = new AtomicReference<>();
        StopSignal stop = () -> {
            boolean stops = unfinished.unfinished();
            if (stops && meanwhile.get() == null) {
                meanwhile.set(get(port.get(), "/health/live")
                        + get(port.get(), "/health/ready")
                        + get(port.get(), "/metrics"));
            }
            return stops;
        };
        try (TrainServiceMonitor monitor = new TrainServiceMonitor();
                TrainService service = open(0, stop, monitor);
                HttpEndpoints http = monitor.listen(new HttpSettings(null, 0), service.health())) {
            port.set(http.port());
            assertThat(get(http.port(), "/health/ready")).startsWith("503").contains("\"answers\":false");
            service.run();
        }
        assertThat(meanwhile.get())
                .contains(
                        "200 {\"secondsSinceLastTurn\":",
                        "200 {\"ready\":true,\"answers\":true,\"offsetInWork\":",
                        "doppel_training_busy 1.0",
                        "process_resident_memory_bytes")
                .doesNotContain("\"offsetInWork\":null");
        assertThat(end("stopped").getState()).isEqualTo(TrainingState.STARTED);
        assertThat(unfinished.unfinished()).isTrue();

        // No model is better by that much.
        try (TrainServiceMonitor monitor = new TrainServiceMonitor();
                TrainService service = open(0.9, () -> false, monitor);
                HttpEndpoints http = monitor.listen(new HttpSettings(null, 0), service.health())) {
            service.runOnce();
            assertThat(get(http.port(), "/metrics"))
                    .contains("doppel_training_requests_total{outcome=\"kept\"} 1.0", "doppel_training_busy 0.0")
                    .doesNotContain("doppel_training_last_seconds NaN");
        }
        assertThat(reports("stopped"))
                .extracting(TrainingReport::getState)
                .containsExactly(TrainingState.STARTED, TrainingState.STARTED, TrainingState.KEPT);
        assertThat(reports("stopped").get(1).getMessage()).contains("Goes on training");
        assertThat(end("stopped").getMessage()).contains("The champion is kept", "more than 0.9000");
        assertThat(unfinished.unfinished()).isFalse();
        assertThat(ModelPackage.open(unfinished.model()).manifest().version()).isEqualTo(version);
        assertThat(run("models").out()).doesNotContain(version);
    }

    @Test
    void shouldFollowARequestToItsEnd() {
        desk.write(TrainingReports.of(request("known"), TrainingState.FAILED)
                .setMessage("Expected a topic, found none")
                .build());
        CommandLineRun followed = ask("known", "orders", "--wait");
        assertThat(followed.code()).isEqualTo(1);
        assertThat(followed.err()).contains("FAILED: Expected a topic, found none");
        assertThat(ask("unheard", "absent", "--wait", "--timeout", "1").err())
                .contains("check that doppel train-service runs");
        assertThat(ask("x", "orders", "--minutes", "-1").err()).contains("found -1.0");
    }

    private static TrainingRequest request(String id) {
        return TrainingRequest.newBuilder()
                .setRequestId(id)
                .setModel("orders")
                .setTopic("orders")
                .setSource("client/test")
                .setRequestedAt(TrainingDesk.now().minus(Duration.ofMinutes(1)))
                .build();
    }
}
