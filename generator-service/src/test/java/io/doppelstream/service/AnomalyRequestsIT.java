package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.anomalies;
import static io.doppelstream.service.fixture.TestService.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.AnomalyRequest;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.service.client.RecordVerifier;
import io.doppelstream.service.client.Verification;
import io.doppelstream.service.fixture.AnsweringService;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests for records with labelled anomalies among them. */
@ExtendWith(AnsweringService.Shared.class)
class AnomalyRequestsIT {
    private final AnsweringService running;

    AnomalyRequestsIT(AnsweringService running) {
        this.running = running;
    }

    private static String label(ConsumerRecord<byte[], byte[]> record) {
        return DoppelHeaders.read(record.headers()).orElseThrow().anomaly().label();
    }

    @Test
    void shouldLabelAnomaliesWhichTheVerifierMakesAgain() {
        AnomalyRequest wanted = anomalies(0.1, "rare-class", "tail", "value-shift", "swapped-category", "burst")
                .setRareClass("job = 'student'")
                .setColumns(List.of("age", "amount", "loan"))
                .setLabelColumn("nothing")
                .build();
        GenerationRequest.Builder request = request("anomalies", 2_300)
                .setConditions(List.of("job = 'retired'"))
                .setAnomalies(wanted);
        List<ConsumerRecord<byte[], byte[]>> records =
                running.answer(request.setSeed(5L).build());

        assertThat(records).hasSize(2_300).allSatisfy(record -> {
            GenericRecord value = running.decode(record);
            String label = label(record);
            assertThat(
                            value.get("nothing") == null
                                    ? null
                                    : value.get("nothing").toString())
                    .isEqualTo(label);
            assertThat(value.get("job")).hasToString("rare-class".equals(label) ? "student" : "retired");
        });
        assertThat(records.stream()
                        .map(AnomalyRequestsIT::label)
                        .filter(Objects::nonNull)
                        .collect(Collectors.groupingBy(label -> label.split(":")[0], Collectors.counting())))
                .isEqualTo(Map.of(
                        "rare-class", 46L, "tail", 46L, "value-shift", 46L, "swapped-category", 46L, "burst", 46L));

        List<ConsumerRecord<byte[], byte[]>> paced = running.answer(
                request.setRequestId("paced-anomalies").setRate(5_000.0).build());
        for (int i = 0; i < records.size(); i++) {
            assertThat(paced.get(i).value())
                    .as("slices of a chunk")
                    .isEqualTo(records.get(i).value());
            assertThat(label(paced.get(i))).isEqualTo(label(records.get(i)));
        }
        running.assertVerifiable(records.get(2_299));
        shouldVerifyTheLabel(records.stream()
                .filter(record -> label(record) != null)
                .skip(100)
                .findFirst()
                .orElseThrow());
    }

    @Test
    void shouldMakeTheTailOfAModelThatScoresAgain() {
        GenerationRequest.Builder request = request("unlikely", 1_500)
                .setModel("scored")
                .setAnomalies(anomalies(0.1, "tail").build());
        List<ConsumerRecord<byte[], byte[]>> records = running.answer(request.build());

        assertThat(records.stream().map(AnomalyRequestsIT::label).filter("tail"::equals))
                .hasSize(150);
        List<ConsumerRecord<byte[], byte[]>> paced = running.answer(request.setRequestId("paced-unlikely")
                .setSeed(DoppelHeaders.read(records.get(0).headers())
                        .orElseThrow()
                        .seed())
                .setRate(5_000.0)
                .build());
        for (int i = 0; i < records.size(); i++) {
            assertThat(paced.get(i).value())
                    .as("slices of a chunk")
                    .isEqualTo(records.get(i).value());
        }
        ConsumerRecord<byte[], byte[]> last = records.stream()
                .filter(record -> label(record) != null)
                .reduce((one, other) -> other)
                .orElseThrow();
        shouldVerifyTheLabel(last);
    }

    private void shouldVerifyTheLabel(ConsumerRecord<byte[], byte[]> record) {
        try (RecordVerifier verifier = running.verifier()) {
            assertThat(verifier.verify(record)).isInstanceOf(Verification.Same.class);
            record.headers().remove("doppel-anomaly");
            assertThat(verifier.verify(record)).isInstanceOf(Verification.Different.class);
            record.headers().remove("doppel-anomalies").add("doppel-anomalies", "odd".getBytes(UTF_8));
            assertThat(verifier.verify(record)).isInstanceOf(Verification.Unverifiable.class);
        }
    }
}
