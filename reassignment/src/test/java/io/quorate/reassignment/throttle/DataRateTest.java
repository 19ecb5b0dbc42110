// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataRateTest {
    @ParameterizedTest
    @CsvSource({
        "50MB/s, 50000000, 50 MB/s",
        "' 1.5 gb/s ', 1500000000, 1.5 GB/s",
        "64 MiB/s, 67108864, 67.11 MB/s",
        "800000 B/s, 800000, 800 kB/s",
        "1kBps, 1000, 1 kB/s",
        "7b, 7, 7 B/s",
        "2TB/s, 2000000000000, 2 TB/s",
        "1000 TB/s, 1000000000000000, 1000 TB/s",
    })
    void readsAndWritesRatesAsPeopleDo(String text, long bytesPerSecond, String described) {
        DataRate rate = DataRate.parse(text);

        assertThat(rate).isEqualTo(DataRate.ofBytesPerSecond(bytesPerSecond));
        assertThat(rate.describe()).isEqualTo(described);
        assertThat(rate).hasToString(described);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fast",
                "50",
                "-1MB/s",
                "0 B/s",
                "1.0001 B/s",
                "1e3 MB/s",
                "50 MB/h",
                "99999999999999 TB/s",
                "5iB/s"
            })
    void refusesWhatIsNoRate(String text) {
        assertThatThrownBy(() -> DataRate.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void comparesByBytes() {
        assertThat(DataRate.ofMegabytesPerSecond(1)).isLessThan(DataRate.parse("1MiB/s"));
    }
}
