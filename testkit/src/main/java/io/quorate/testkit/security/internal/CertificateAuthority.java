// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.security.internal;

import io.quorate.testkit.time.Time;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;

/**
 * A certificate authority that lives as long as its cluster. It signs in this process: a {@code keytool} for each
 * certificate would take longer than the start of a broker, and the JDK has no API that makes certificates.
 */
final class CertificateAuthority {
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] COMMON_NAME = Der.oid(2, 5, 4, 3);
    private static final byte[] BASIC_CONSTRAINTS = Der.oid(2, 5, 29, 19);
    private static final byte[] KEY_USAGE = Der.oid(2, 5, 29, 15);
    private static final byte[] ALTERNATIVE_NAMES = Der.oid(2, 5, 29, 17);
    private static final byte[] VERSION_3 = Der.tagged(0xa0, Der.integer(BigInteger.TWO));

    /** Of {@code keyCertSign}, in the encoding's order of bits. */
    private static final byte[] SIGNS_CERTIFICATES = {0x04};

    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
    private static final Duration VALID = Duration.ofDays(365);

    private final SecureRandom random = new SecureRandom();
    private final String name;
    private final Time time;
    private final KeyPair keys;
    private final Certificate certificate;

    CertificateAuthority(String name, Time time) {
        this.name = name;
        this.time = time;
        try {
            this.keys = keys();
            byte[] constraints = Der.sequence(
                    extension(BASIC_CONSTRAINTS, Der.yes(), Der.sequence(Der.yes())),
                    extension(KEY_USAGE, Der.yes(), Der.bits(2, SIGNS_CERTIFICATES)));
            this.certificate = sign(name, keys.getPublic(), constraints);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot make a certificate authority", e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** Writes the certificate of this authority, for those who are to trust it. */
    void writeTrustStore(Path file, String password) {
        try {
            KeyStore store = empty();
            store.setCertificateEntry("authority", certificate);
            write(store, file, password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot write a trust store", e);
        }
    }

    /** Makes a key and a certificate for the subject on the loopback interface, writes both, and returns the certificate. */
    Certificate writeKeyStore(Path file, String password, String subject) {
        try {
            KeyPair own = keys();
            byte[] loopback = Der.sequence(
                    Der.tagged(0x82, "localhost".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                    Der.tagged(0x87, new byte[] {127, 0, 0, 1}));
            Certificate issued =
                    sign(subject, own.getPublic(), Der.sequence(extension(ALTERNATIVE_NAMES, new byte[0], loopback)));
            KeyStore store = empty();
            store.setKeyEntry(
                    subject, own.getPrivate(), password.toCharArray(), new Certificate[] {issued, certificate});
            write(store, file, password);
            return issued;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot make a certificate for " + subject, e);
        }
    }

    private static byte[] extension(byte[] id, byte[] critical, byte[] value) {
        return Der.sequence(id, critical, Der.octets(value));
    }

    /** As RFC 5280, section 4.1, has it. */
    private Certificate sign(String subject, PublicKey key, byte[] extensions) throws GeneralSecurityException {
        Instant now = time.now();
        byte[] content = Der.sequence(
                VERSION_3,
                Der.integer(new BigInteger(63, random).add(BigInteger.ONE)),
                ECDSA_WITH_SHA256,
                commonName(name),
                Der.sequence(Der.time(now.minus(CLOCKS_DIFFER)), Der.time(now.plus(VALID))),
                commonName(subject),
                key.getEncoded(),
                Der.tagged(0xa3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        byte[] signed = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed));
    }

    private static byte[] commonName(String value) {
        return Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text(value))));
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException("Nothing is read for an empty key store", e);
        }
    }

    private static void write(KeyStore store, Path file, String password) throws GeneralSecurityException {
        try {
            // Nodes that run may read it at any time, and must see all of the old or all of the new.
            Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "store", ".draft");
            try (OutputStream out = Files.newOutputStream(draft)) {
                store.store(out, password.toCharArray());
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
