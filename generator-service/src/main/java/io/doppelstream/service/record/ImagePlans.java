package io.doppelstream.service.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.image.PngEncoder;
import io.doppelstream.model.schema.ImageShape;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.schemas.ImageRecord;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/** Plans for the fields of {@link ImageRecord} that speak of the image. */
final class ImagePlans {
    private ImagePlans() {}

    /**
     * The plan for a field.
     *
     * @return empty where the field is about something else
     */
    static Optional<FieldPlan> of(FieldType type, Schema record, TableSchema table) {
        OptionalInt index = table.indexOf(ImageSet.IMAGE);
        if (!record.getFullName().equals(ImageRecord.getClassSchema().getFullName())
                || index.isEmpty()
                || !(table.column(index.getAsInt()).role() instanceof Role.Image image)) {
            return Optional.empty();
        }
        ImageShape shape = image.shape();
        return switch (type.name()) {
            case ImageSet.IMAGE -> Optional.of(images(index.getAsInt(), shape));
            case "mediaType" -> Optional.of(mediaType());
            case "height" -> Optional.of(FieldPlan.constant(type.encode(shape.height())));
            case "width" -> Optional.of(FieldPlan.constant(type.encode(shape.width())));
            case "channels" -> Optional.of(FieldPlan.constant(type.encode(shape.channels())));
            default -> Optional.empty();
        };
    }

    private static FieldPlan mediaType() {
        return chunk -> {
            byte[] text = chunk.imageFormat().mediaType().getBytes(UTF_8);
            return (row, out) -> out.writeBytes(text);
        };
    }

    private static FieldPlan images(int index, ImageShape shape) {
        return chunk -> {
            ColumnData.Images images = (ColumnData.Images) chunk.columns().get(index);
            if (chunk.imageFormat() == ImageFormat.RAW) {
                return (row, out) -> out.writeBytes(images.image(row));
            }
            byte[][] files = new byte[images.size()][];
            try (PngEncoder encoder = new PngEncoder(shape)) {
                for (int row = 0; row < files.length; row++) {
                    files[row] = encoder.encode(images.pixels(), row);
                }
            }
            return (row, out) -> out.writeBytes(files[row]);
        };
    }
}
