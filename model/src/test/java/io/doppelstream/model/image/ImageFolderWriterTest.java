package io.doppelstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.schema.ImageShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderWriterTest {

    @TempDir
    private Path folder;

    @Test
    void shouldStayInItsFolderWhateverClassesAreCalled() throws Exception {
        List<String> classes = List.of("..", "a/b", "a_b", "größer", " ");
        ImageSet images =
                new ImageSet(new ImageShape(1, 1, 1), new byte[] {1, 2, 3, 4, 5}, classes, new int[] {0, 1, 2, 3, 4});
        ImageFolderWriter.write(images, folder.resolve("out"));
        try (Stream<Path> made = Files.list(folder)) {
            assertThat(made).containsExactly(folder.resolve("out"));
        }
        ImageSet read =
                ImageSource.read(folder.resolve("out"), ImageOptions.NONE).images();
        assertThat(read.classes()).hasSize(5).contains("größer", "a_b", "a_b_2");
        assertThat(read.size()).isEqualTo(5);
    }
}
