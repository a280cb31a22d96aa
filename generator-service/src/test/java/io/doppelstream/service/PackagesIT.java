package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.ModelArchive;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.store.KafkaModelStore;
import io.doppelstream.model.store.ModelStore;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.service.fixture.AnsweringService;
import io.doppelstream.service.fixture.TestService;
import io.doppelstream.service.fixture.TinyModel;
import io.doppelstream.service.publish.Publication;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Packages that are damaged, other than announced, or published twice. */
@ExtendWith(AnsweringService.Shared.class)
class PackagesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AnsweringService running;
    private final TestService test;

    PackagesIT(AnsweringService running) {
        this.running = running;
        test = running.test();
    }

    @Test
    void shouldServeTheOldVersionWhenTheNewPackageIsTamperedWith() throws Exception {
        test.publish("guarded", "1");
        ModelPackage second = TinyModel.write(running.folder().resolve("tampered"), "guarded", "2");
        byte[] archive = ModelArchive.pack(TinyModel.write(running.folder().resolve("other"), "guarded", "other"));
        KafkaModelStore real = new KafkaModelStore(
                "doppel.model-artifacts",
                Map.of("bootstrap.servers", test.cluster().bootstrap()));
        assertThat(test.publisher().publish(second, new ModelStore() {
                    @Override
                    public void put(String digest, byte[] bytes) throws IOException {
                        real.put(digest, archive);
                    }

                    @Override
                    public Optional<byte[]> get(String digest) throws IOException {
                        return real.get(digest);
                    }

                    @Override
                    public String location() {
                        return real.location();
                    }
                }))
                .isInstanceOf(Publication.Published.class);
        assertThat(test.publisher().publish(second)).isInstanceOf(Publication.AlreadyPublished.class);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> running.service().metrics().contains("doppel_models_refused_total 1.0"));
        GenerationStatus latest =
                test.ask(request("guarded-1", 2).setModel("guarded").build());
        assertThat(latest.getModelVersion()).isEqualTo("1");
        GenerationStatus pinned = test.ask(
                request("guarded-2", 2).setModel("guarded").setModelVersion("2").build());
        assertThat(pinned.getReasonCode()).isEqualTo("UNKNOWN_MODEL_VERSION");
        assertThat(pinned.getMessage()).contains("refused");
    }

    @Test
    void shouldRefuseToRepublishWhenTheContentDiffers() throws Exception {
        test.publish("fixed", "1");
        ModelPackage changed = TinyModel.write(running.folder().resolve("changed"), "fixed", "1", 500);

        assertThat(test.publisher().publish(changed)).isInstanceOf(Publication.Refused.class);
    }

    @Test
    void shouldGiveBackAnArchiveOnlyWhenItIsComplete() throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", test.cluster().bootstrap());
        KafkaModelStore store = new KafkaModelStore("doppel.model-artifacts", client);
        byte[] archive = new byte[3_000_000];
        new Random(1).nextBytes(archive);
        store.put("a".repeat(64), archive);
        assertThat(store.get("a".repeat(64)))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(archive));
        for (int later = 0; later < 20; later++) {
            store.put("later-" + later, new byte[] {1});
        }
        assertThat(store.get("a".repeat(64)))
                .as("far from the end of the topic")
                .isPresent();

        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("doppel.model-artifacts", ("a".repeat(64) + "/3").getBytes(UTF_8), null))
                    .get();
        }
        assertThat(store.get("a".repeat(64))).isEmpty();
    }
}
