// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.security.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Looks at what a TLS server shows. */
final class ServedCertificate {
    private static final int ANSWER_MILLIS = 2_000;

    private ServedCertificate() {}

    /** The certificate of a server, unless it does not answer or is not trusted. Each look is a new session. */
    static Optional<Certificate> at(InetSocketAddress address, Path trustStore, String password) {
        try (Socket plain = new Socket()) {
            plain.connect(address, ANSWER_MILLIS);
            plain.setSoTimeout(ANSWER_MILLIS);
            try (SSLSocket socket = (SSLSocket) trusting(trustStore, password)
                    .getSocketFactory()
                    .createSocket(plain, address.getHostString(), address.getPort(), true)) {
                return Optional.of(socket.getSession().getPeerCertificates()[0]);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static SSLContext trusting(Path trustStore, String password) throws IOException {
        try (InputStream in = Files.newInputStream(trustStore)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(in, password.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot read " + trustStore, e);
        }
    }
}
