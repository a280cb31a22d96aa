package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.service.client.RecordVerifier;
import io.doppelstream.service.client.Verification;
import io.doppelstream.service.fixture.AnsweringService;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests for images. */
@ExtendWith(AnsweringService.Shared.class)
class ImageRequestsIT {
    private final AnsweringService running;

    ImageRequestsIT(AnsweringService running) {
        this.running = running;
    }

    @Test
    void shouldAnswerWithImagesThatCanBeVerified() throws IOException {
        List<ConsumerRecord<byte[], byte[]>> answer = running.answer(request("images", 250)
                .setModel("pets")
                .setConditions(List.of("label = 'dog'"))
                .setTruncation(0.5)
                .build());

        assertThat(answer).hasSize(250).allSatisfy(record -> {
            GenericRecord image = running.decode(record);
            assertThat(image.get("label")).hasToString("dog");
            ByteBuffer file = (ByteBuffer) image.get("image");
            byte[] bytes = new byte[file.remaining()];
            file.get(bytes);
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes));
            assertThat(read.getRaster().getSample(0, 0, 0)).as("label").isEqualTo(1);
            assertThat(read.getRaster().getSample(1, 0, 0)).as("truncation").isZero();
        });
        try (RecordVerifier verifier = running.verifier()) {
            assertThat(verifier.verify(answer.get(249))).isInstanceOf(Verification.Same.class);
            ConsumerRecord<byte[], byte[]> other = answer.get(3);
            other.headers().remove("doppel-truncation").add("doppel-truncation", "9.0".getBytes(UTF_8));
            assertThat(verifier.verify(other)).isInstanceOf(Verification.Different.class);
        }
        List<ConsumerRecord<byte[], byte[]>> way = running.answer(request("way", 3)
                .setModel("pets")
                .setImageFormat("RAW")
                .setLatents(List.of(List.of(10f, 0f), List.of(0f, 10f)))
                .build());
        assertThat(way)
                .extracting(record -> ((ByteBuffer) running.decode(record).get("image")).get(2))
                .containsExactly((byte) 10, (byte) 7, (byte) 0);
        try (RecordVerifier verifier = running.verifier()) {
            assertThat(verifier.verify(way.get(1))).isInstanceOf(Verification.Same.class);
        }
        List<ConsumerRecord<byte[], byte[]>> raw = running.answer(
                request("raw-images", 3).setModel("pets").setImageFormat("RAW").build());
        assertThat(running.decode(raw.get(0)).get("mediaType")).hasToString("application/octet-stream");
    }
}
