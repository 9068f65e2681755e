package dev.helpline.chat.http.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.http.exchange.HttpCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {
    private static final ClientAddresses BEHIND_PROXIES =
            new ClientAddresses(List.of(IpRange.parse("10.0.0.0/8"), IpRange.parse("2001:db8:1::/48")));
    private static final ClientAddresses DIRECT = new ClientAddresses(List.of());

    // spotless:off
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // peer             | X-Forwarded-For                            | the client
        "203.0.113.7        |                                            | 203.0.113.7",
        "203.0.113.7        | 198.51.100.1                               | 203.0.113.7",
        "10.1.2.3           |                                            | 10.1.2.3",
        "10.1.2.3           | 198.51.100.1                               | 198.51.100.1",
        "10.1.2.3           | 192.0.2.66, 198.51.100.1                   | 198.51.100.1",
        "10.1.2.3           | 192.0.2.66, 198.51.100.1, 10.9.9.9         | 198.51.100.1",
        "10.1.2.3           | 10.5.5.5, 10.6.6.6                         | 10.5.5.5",
        "10.1.2.3           | 198.51.100.1:4711                          | 198.51.100.1",
        "10.1.2.3           | [2001:db8:9::7]:4711                       | 2001:db8:9::1",
        "10.1.2.3           | 2001:db8:9::7                              | 2001:db8:9::1",
        "10.1.2.3           | ::ffff:198.51.100.1                        | 198.51.100.1",
        "10.1.2.3           | 198.51.100.1, unknown                      | 10.1.2.3",
        "10.1.2.3           | localhost                                  | 10.1.2.3",
        "10.1.2.3           | 999.1.1.1                                  | 10.1.2.3",
        "2001:db8:1::5      | 198.51.100.1                               | 198.51.100.1",
        "2001:db8:2::5      | 198.51.100.1                               | 2001:db8:2::9",
        "::ffff:10.1.2.3    | 198.51.100.1                               | 198.51.100.1",
        "fe80::1%eth0       | 198.51.100.1                               | fe80::9"
    })
    // spotless:on
    void the_client_is_the_first_address_from_the_right_that_is_not_a_proxy(
            String peer, String forwarded, String client) {
        assertThat(key(BEHIND_PROXIES, peer, forwarded)).isEqualTo(key(DIRECT, client, null));
    }

    @Test
    void without_trusted_proxies_forwarded_addresses_are_ignored() {
        assertThat(key(DIRECT, "203.0.113.7", "198.51.100.1")).isEqualTo(key(DIRECT, "203.0.113.7", null));
    }

    @Test
    void the_whole_network_of_an_IPv6_customer_counts_as_one() {
        assertThat(key(DIRECT, "2001:db8:7:1::1", null)).isEqualTo(key(DIRECT, "2001:db8:7:1:ffff::9", null));
        assertThat(key(DIRECT, "2001:db8:7:1::1", null)).isNotEqualTo(key(DIRECT, "2001:db8:7:2::1", null));
    }

    @Test
    void an_endless_list_is_read_up_to_a_bound() {
        String endless = "198.51.100.1" + ", 10.0.0.1".repeat(1000);

        assertThat(key(BEHIND_PROXIES, "10.1.2.3", endless)).isEqualTo(key(DIRECT, "10.0.0.1", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0/8",
                "2001:db8::/129",
                "proxy.example"
            })
    void an_invalid_range_is_rejected_at_the_start(String range) {
        assertThatThrownBy(() -> IpRange.parse(range))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trustedProxies must be addresses or ranges");
    }

    private static String key(ClientAddresses addresses, String peer, @Nullable String forwarded) {
        HttpCall.Builder call = HttpCall.builder("GET", "/").remoteAddress(peer);
        if (forwarded != null) {
            call.header("X-Forwarded-For", forwarded);
        }
        return addresses.keyOf(call.build());
    }
}
