// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.security.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.time.Time;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
    private static final String PASSWORD = "secret";

    @TempDir
    Path directory;

    @Test
    void aCertificateIsTrustedByThoseWhoTrustItsAuthorityAndByNobodyElse() throws Exception {
        KeyStore ours = trust("ours");
        KeyStore others = trust("others");
        CertificateAuthority authority = new CertificateAuthority("third", Time.system());
        authority.writeTrustStore(directory.resolve("third"), PASSWORD);
        authority.writeKeyStore(directory.resolve("alice"), PASSWORD, "alice");
        KeyStore third = load("third");
        X509Certificate alice = (X509Certificate)
                Arrays.asList(load("alice").getCertificateChain("alice")).get(0);

        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(alice));
        assertThat(validator.validate(path, parameters(third))).isNotNull();
        for (KeyStore foreign : List.of(ours, others)) {
            assertThatThrownBy(() -> validator.validate(path, parameters(foreign)))
                    .isInstanceOf(java.security.cert.CertPathValidatorException.class);
        }
    }

    @Test
    void aCertificateNamesItsSubjectAndTheLoopbackInterfaceAndSignsNoOther() throws Exception {
        CertificateAuthority authority = new CertificateAuthority("authority", Time.system());
        authority.writeKeyStore(directory.resolve("alice"), PASSWORD, "alice");
        KeyStore store = load("alice");
        assertThat(store.getKey("alice", PASSWORD.toCharArray()).getAlgorithm()).isEqualTo("EC");
        X509Certificate alice = (X509Certificate) store.getCertificate("alice");
        assertThat(alice.getSubjectX500Principal().getName()).isEqualTo("CN=alice");
        assertThat(alice.getIssuerX500Principal().getName()).isEqualTo("CN=authority");
        assertThat(alice.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactly("localhost", "127.0.0.1");
        assertThat(alice.getBasicConstraints()).isEqualTo(-1);
        assertThat(alice.getSerialNumber()).isPositive();
        X509Certificate signer = (X509Certificate) store.getCertificateChain("alice")[1];
        assertThat(signer.getBasicConstraints()).isNotEqualTo(-1);
        assertThat(signer.getKeyUsage()[5]).as("keyCertSign").isTrue();
    }

    @Test
    void theEncodingIsThatOfX690() {
        HexFormat hex = HexFormat.of();
        assertThat(Der.oid(1, 2, 840, 113549)).isEqualTo(hex.parseHex("06062a864886f70d"));
        assertThat(Der.integer(BigInteger.valueOf(128))).isEqualTo(hex.parseHex("02020080"));
        assertThat(Der.octets(new byte[0x7f])).startsWith(hex.parseHex("047f")).hasSize(2 + 0x7f);
        assertThat(Der.octets(new byte[0x80]))
                .startsWith(hex.parseHex("048180"))
                .hasSize(3 + 0x80);
        assertThat(Der.octets(new byte[0x100]))
                .startsWith(hex.parseHex("04820100"))
                .hasSize(4 + 0x100);
    }

    private KeyStore trust(String name) throws Exception {
        new CertificateAuthority(name, Time.system()).writeTrustStore(directory.resolve(name), PASSWORD);
        return load(name);
    }

    private KeyStore load(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(name))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static PKIXParameters parameters(KeyStore trusted) throws Exception {
        PKIXParameters parameters = new PKIXParameters(trusted);
        parameters.setRevocationEnabled(false);
        parameters.setInitialPolicies(Set.of());
        return parameters;
    }
}
