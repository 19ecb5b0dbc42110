// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.security.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.plain.PlainAuthenticateCallback;
import org.jspecify.annotations.Nullable;

/**
 * Runs in brokers: looks users of SASL/PLAIN up in a file each time, so that users can be added to brokers that run. Kafka's
 * own handler knows those of its configuration only. It uses nothing but the JDK and the public API of Kafka's clients.
 */
public final class PlainUsers implements AuthenticateCallbackHandler {
    static final String FILE = "users";

    private @Nullable Path file;

    /** Made by the broker, by name. */
    public PlainUsers() {}

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        for (AppConfigurationEntry entry : entries) {
            if (entry.getOptions().get(FILE) instanceof String name) {
                file = Path.of(name);
            }
        }
        if (file == null) {
            throw new IllegalArgumentException("The login module has no option \"" + FILE + "\"");
        }
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        String user = "";
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                user = name.getDefaultName();
            } else if (callback instanceof PlainAuthenticateCallback plain) {
                plain.authenticated(matches(user, plain.password()));
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private boolean matches(String user, char[] given) throws IOException {
        Path known = file;
        if (known == null) {
            return false;
        }
        Properties users = new Properties();
        try (Reader reader = Files.newBufferedReader(known, UTF_8)) {
            users.load(reader);
        }
        String password = users.getProperty(user);
        return password != null && MessageDigest.isEqual(password.getBytes(UTF_8), new String(given).getBytes(UTF_8));
    }

    @Override
    public void close() {}
}
