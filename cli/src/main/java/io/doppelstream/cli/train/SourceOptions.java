package io.doppelstream.cli.train;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.source.TopicSource;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.TableSource;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.image.ImageData;
import io.doppelstream.model.image.ImageOptions;
import io.doppelstream.model.image.ImageSource;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.trainer.gan.GanConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** What is learned from: a table or images, in files or a topic. */
final class SourceOptions {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "SOURCE",
            description =
                    "A CSV, Parquet or JSON file, also .gz; topic:NAME: the Avro records of a topic; images: a folder of PNG and"
                            + " JPEG files, whose sub-folders are classes, an idx file, or a CSV file of pixels with --image or a"
                            + " kind for images alone.")
    private String data;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Records to read of a topic (default: all up to its end).")
    private Long count;

    @Option(
            names = "--image",
            paramLabel = "HxW[xC]",
            description =
                    "The data is images of this height, width and number of channels (1 grey, 3 colour), such as 28x28x1;"
                            + " images of another size are resized.")
    private String image;

    @Option(
            names = "--maximum",
            paramLabel = "M",
            description = "Number that stands for full brightness in a CSV or idx file of images (default: found).")
    private Double maximum;

    String data() {
        return data;
    }

    void check() {
        if (count != null && !ofTopic()) {
            throw new UserException("Expected --count only with --data topic:NAME, found --data " + data);
        }
    }

    /**
     * A folder, an idx file and a topic of such records are images; a CSV file may be either.
     *
     * @param kind GAN kind, null where none is named
     */
    boolean ofImages(String kind, ClusterOptions cluster) {
        if (ofTopic()) {
            return TopicSource.holdsImages(topicName(), cluster);
        }
        boolean kindOfImages = kind != null && !GanConfig.of(kind).learnsTables();
        return image != null || kindOfImages || ImageSource.recognises(Path.of(data));
    }

    ImageData images(ClusterOptions cluster) throws UnusableDataException {
        ImageOptions options = ImageOptions.parse(image, maximum);
        return ofTopic()
                ? TopicSource.readImages(topicName(), records(), options, cluster)
                : ImageSource.read(Path.of(data), options);
    }

    /** The records of the topic; empty where the data is a file. */
    Optional<TopicSource> topic(SchemaOverrides overrides, ClusterOptions cluster) throws UnusableDataException {
        return ofTopic() ? Optional.of(TopicSource.read(topicName(), records(), overrides, cluster)) : Optional.empty();
    }

    TableSource file(SchemaOverrides overrides) throws UnusableDataException {
        return TableSource.open(Path.of(data), overrides);
    }

    private boolean ofTopic() {
        return data.startsWith(TopicSource.PREFIX);
    }

    private String topicName() {
        return data.substring(TopicSource.PREFIX.length());
    }

    private OptionalLong records() {
        return count == null ? OptionalLong.empty() : OptionalLong.of(Positive.require("--count", count));
    }
}
