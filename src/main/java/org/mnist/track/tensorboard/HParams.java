package org.mnist.track.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.nd4j.shade.protobuf.ByteString;
import org.tensorflow.framework.DataType;
import org.tensorflow.framework.Summary;
import org.tensorflow.framework.SummaryMetadata;
import org.tensorflow.framework.TensorProto;
import org.tensorflow.framework.TensorShapeProto;

/**
 * What the HParams page of TensorBoard lists a run by: {@code tensorboard/plugins/hparams/plugin_data.proto}, which no library has
 * classes for. Which settings and figures there are to choose from, the page finds out by itself from all runs that it shows.
 */
final class HParams {
    private static final int SESSION_START_INFO = 3;
    private static final int SESSION_END_INFO = 4;

    private static final int START_HPARAMS = 1;
    private static final int START_TIME = 5;
    private static final int END_STATUS = 1;
    private static final int END_TIME = 2;
    private static final int SUCCESS = 1;

    /** Of an entry of a map. */
    private static final int KEY = 1;

    private static final int VALUE = 2;

    /** Of google.protobuf.Value. */
    private static final int NUMBER = 2;

    private static final int STRING = 3;
    private static final int BOOL = 4;

    private HParams() {}

    /** The settings of a run that begins. */
    static Summary.Value start(Map<String, JsonNode> settings) {
        Message start = new Message();
        settings.forEach((key, value) ->
                start.with(START_HPARAMS, new Message().with(KEY, key).with(VALUE, value(value))));
        return of("session_start_info", SESSION_START_INFO, start.with(START_TIME, seconds()));
    }

    /** The end of a run. */
    static Summary.Value end() {
        return of(
                "session_end_info",
                SESSION_END_INFO,
                new Message().with(END_STATUS, SUCCESS).with(END_TIME, seconds()));
    }

    /** A value, whose kind is told by the field that it is in. */
    private static ByteString value(JsonNode value) {
        if (value.isNumber()) {
            return new Message().with(NUMBER, value.asDouble()).bytes();
        }
        return value.isBoolean()
                ? new Message().with(BOOL, value.asBoolean() ? 1L : 0L).bytes()
                : new Message().with(STRING, value.asText()).bytes();
    }

    private static double seconds() {
        return Instant.now().getEpochSecond();
    }

    /** A summary that shows nothing by itself: its content is what it says of itself. */
    private static Summary.Value of(String name, int field, Message message) {
        return Summary.Value.newBuilder()
                .setTag("_hparams_/" + name)
                .setMetadata(SummaryMetadata.newBuilder()
                        .setPluginData(SummaryMetadata.PluginData.newBuilder()
                                .setPluginName("hparams")
                                .setContent(new Message().with(field, message).bytes())))
                .setTensor(TensorProto.newBuilder()
                        .setDtype(DataType.DT_FLOAT)
                        .setTensorShape(TensorShapeProto.newBuilder()
                                .addDim(TensorShapeProto.Dim.newBuilder().setSize(1)))
                        .addFloatVal(0))
                .build();
    }
}
