package io.doppelstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.embedded.EmbeddedKafkaConfig.Voter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaConfigTest {
    private static final List<Voter> THREE = List.of(new Voter(0, 9093), new Voter(1, 9193), new Voter(2, 9293));

    @Test
    void shouldReplicateInternalTopicsWhenThereAreThreeNodes() {
        EmbeddedKafkaConfig config = new EmbeddedKafkaConfig(1, "cluster", 9192, THREE, Path.of("data"), 3, Map.of());

        assertThat(config.brokerProperties())
                .containsEntry("controller.quorum.voters", "0@localhost:9093,1@localhost:9193,2@localhost:9293")
                .containsEntry("listeners", "PLAINTEXT://localhost:9192,CONTROLLER://localhost:9193")
                .containsEntry("transaction.state.log.replication.factor", "3")
                .containsEntry("transaction.state.log.min.isr", "2");
    }

    @Test
    void shouldGiveNodesThatFormOneCluster() {
        List<EmbeddedKafkaConfig> nodes = EmbeddedKafkaConfig.cluster(3, Path.of("data"));

        assertThat(nodes).extracting(EmbeddedKafkaConfig::nodeId).containsExactly(0, 1, 2);
        assertThat(nodes)
                .extracting(EmbeddedKafkaConfig::clusterId)
                .containsOnly(nodes.get(0).clusterId());
        assertThat(nodes)
                .extracting(EmbeddedKafkaConfig::voters)
                .containsOnly(nodes.get(0).voters());
        assertThat(nodes).extracting(EmbeddedKafkaConfig::replicationFactor).containsOnly(3);
        assertThat(nodes).extracting(EmbeddedKafkaConfig::brokerPort).doesNotHaveDuplicates();
        assertThat(nodes).extracting(EmbeddedKafkaConfig::dataFolder).doesNotHaveDuplicates();
    }

    @Test
    void shouldLetSettingsWinWhenTheyAreGiven() {
        EmbeddedKafkaConfig config =
                EmbeddedKafkaConfig.singleNode(Path.of("data")).withSetting("auto.create.topics.enable", "true");

        assertThat(config.brokerProperties()).containsEntry("auto.create.topics.enable", "true");
    }

    @Test
    void shouldRefuseANodeWhenItIsNoVoter() {
        assertThatThrownBy(() -> new EmbeddedKafkaConfig(7, "cluster", 9092, THREE, Path.of("data"), 3, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected node 7 among the voters");
    }

    @Test
    void shouldRefuseAReplicationFactorWhenThereAreFewerNodes() {
        assertThatThrownBy(() -> new EmbeddedKafkaConfig(0, "cluster", 9092, THREE, Path.of("data"), 4, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 1 to 3");
    }
}
