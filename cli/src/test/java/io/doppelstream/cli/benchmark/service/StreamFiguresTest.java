package io.doppelstream.cli.benchmark.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelstream.cli.terminal.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Protects the names that scripts read in the JSON of {@code benchmark stream}. */
class StreamFiguresTest {

    @Test
    void shouldBeginWithTheFirstGuaranteesFiguresWhenWrittenAsJson() {
        Map<String, StreamFigures.Service> services = new LinkedHashMap<>();
        services.put("exactlyOnce", service(100_000, 12));
        services.put("atLeastOnce", service(120_000, 6));
        JsonNode json = Json.INDENTED.valueToTree(
                new StreamFigures("2 processors", "bank/1", 1000, 1, 200_000, 400_000, services));
        assertThat(json.get("records").asLong()).isEqualTo(5_000_000);
        assertThat(json.get("recordsPerSecond").asDouble()).isEqualTo(100_000);
        assertThat(json.get("modelRowsPerSecond").asDouble()).isEqualTo(200_000);
        assertThat(json.get("kafkaRecordsPerSecond").asDouble()).isEqualTo(400_000);
        assertThat(json.get("ratioToCeiling").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/latencyMs/exactlyOnce/p50").asDouble()).isEqualTo(12);
        assertThat(json.at("/latencyMs/atLeastOnce/p99").asDouble()).isEqualTo(18);
        assertThat(json.at("/rssMb/afterWarmup").asLong()).isEqualTo(900);
        assertThat(json.at("/rssMb/end").asLong()).isEqualTo(910);
    }

    private static StreamFigures.Service service(double rate, double latency) {
        StreamFigures.Throughput throughput = new StreamFigures.Throughput(
                List.of(), 5_000_000, rate, 5_000_000, new StreamFigures.Memory(900, 950, 910));
        StreamFigures.Latency alone = new StreamFigures.Latency(1000, latency, 3 * latency, 4 * latency);
        return new StreamFigures.Service(throughput, throughput, alone, alone, new StreamFigures.Feed(1000, 1001, 20));
    }
}
