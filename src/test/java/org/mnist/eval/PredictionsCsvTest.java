package org.mnist.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.mnist.data.Images;
import org.mnist.network.Task;

/** What was written is read back: names with commas and quotes, and every number to the last bit. */
class PredictionsCsvTest {
    private static final Task TASK = new Task(1, 8, 8, List.of("T-shirt/top", "\"odd\", this", "Kleid", "'4'"));
    private static final Images IMAGES = new Images(TASK.image(), new byte[5 * 64], new int[] {2, 1, -1, 0, 3});
    private static final float[] PROBABILITIES = probabilities();

    private static float[] probabilities() {
        float[] probabilities = new float[20];
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            probabilities[i] = random.nextFloat() / 2;
        }
        int[] best = {2, 0, 1, 1, 3};
        for (int i = 0; i < 5; i++) {
            probabilities[4 * i + best[i]] = 0.9f + i / 1000f;
        }
        probabilities[3] = Float.MIN_VALUE;
        probabilities[4 + 3] = 1 / 3f;
        probabilities[8] = Float.MIN_NORMAL;
        probabilities[12] = 0;
        return probabilities;
    }

    private static List<CSVRecord> read(String text) throws IOException {
        try (CSVParser rows = CSVParser.parse(
                text,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return rows.getRecords();
        }
    }

    @Test
    void namesAndNumbersReadBackAsTheyWere() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PredictionsCsv.write(PROBABILITIES, IMAGES, TASK, out);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text.lines().findFirst())
                .hasValue("index,label,predicted,T-shirt/top,\"\"\"odd\"\", this\",Kleid,'4'");
        List<CSVRecord> rows = read(text);
        assertThat(rows).hasSize(5);
        String[] labels = {"Kleid", "\"odd\", this", "", "T-shirt/top", "'4'"};
        String[] predicted = {"Kleid", "T-shirt/top", "\"odd\", this", "\"odd\", this", "'4'"};
        for (int i = 0; i < 5; i++) {
            CSVRecord row = rows.get(i);
            assertThat(row.get("index")).isEqualTo(Integer.toString(i));
            assertThat(row.get("label")).isEqualTo(labels[i]);
            assertThat(row.get("predicted")).isEqualTo(predicted[i]);
            for (int label = 0; label < 4; label++) {
                assertThat(Float.parseFloat(row.get(TASK.name(label)))).isEqualTo(PROBABILITIES[4 * i + label]);
            }
        }
    }

    @Test
    void competitionsCountFromOne() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PredictionsCsv.writeKaggle(PROBABILITIES, IMAGES, TASK, out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                ImageId,Label
                1,Kleid
                2,T-shirt/top
                3,\"\"\"odd\"\", this\"
                4,\"\"\"odd\"\", this\"
                5,'4'
                """);
    }
}
