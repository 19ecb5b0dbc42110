// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.junit.jupiter.api.Test;

class ApiVersionsExchangeTest {
    @Test
    void asksInWordsThatKafkaReads() {
        ByteBufferAccessor bytes = new ByteBufferAccessor(ByteBuffer.wrap(ApiVersionsExchange.request((short) 3)));
        RequestHeaderData header = new RequestHeaderData(bytes, (short) 2);
        ApiVersionsRequestData body = new ApiVersionsRequestData(bytes, (short) 3);

        assertThat(header.requestApiKey()).isEqualTo((short) 18);
        assertThat(header.requestApiVersion()).isEqualTo((short) 3);
        assertThat(header.clientId()).isEqualTo("quorate");
        assertThat(body.clientSoftwareName()).isEqualTo("quorate");
        assertThat(bytes.remaining()).isZero();
    }

    @Test
    void asksOldBrokersInTheOldestForm() {
        ByteBufferAccessor bytes = new ByteBufferAccessor(ByteBuffer.wrap(ApiVersionsExchange.request((short) 0)));
        RequestHeaderData header = new RequestHeaderData(bytes, (short) 1);

        assertThat(header.requestApiVersion()).isZero();
        assertThat(bytes.remaining()).isZero();
    }

    @Test
    void readsARefusalThatComesInTheOldestForm() throws IOException {
        // Correlation id 1, error 35, no keys: what a broker before 2.4 answers to version 3.
        byte[] refusal =
                ByteBuffer.allocate(10).putInt(1).putShort((short) 35).putInt(0).array();

        ApiVersionsResponseData answer = ApiVersionsExchange.response(refusal, (short) 3);

        assertThat(answer.errorCode()).isEqualTo((short) 35);
        assertThat(answer.apiKeys()).isEmpty();
    }

    @Test
    void takesNothingElseForKafka() {
        byte[] http = "HTTP/1.1 400 Bad Request".getBytes(StandardCharsets.US_ASCII);
        byte[] cut = ByteBuffer.allocate(8).putInt(1).putShort((short) 0).array();

        assertThatThrownBy(() -> ApiVersionsExchange.response(http, (short) 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no Kafka protocol: correlation id");
        assertThatThrownBy(() -> ApiVersionsExchange.response(cut, (short) 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no Kafka protocol");
    }
}
