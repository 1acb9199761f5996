package io.mastiff.standalone.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.event.RequestEvent;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a network that is no longer in the clear. */
class HiddenAddressesTest {
  @TempDir Path folder;

  private RequestEvent hidden(String network) {
    AddressKeeping keeping = AddressKeeping.hashed(folder, null, new SecureRandom());
    return new HiddenAddresses(keeping.addresses())
        .of(RequestEvent.newBuilder().setNetwork(network).setClient("s:1").build());
  }

  @Test
  void whetherItMayBeListedIsToldWithItsHash() {
    assertThat(hidden("10.1.2.0/24").getNetwork()).contains("h:");
    assertThat(hidden("10.1.2.0/24").getNetworkUnlistable()).isTrue();
    assertThat(hidden("93.184.216.0/24").getNetworkUnlistable()).isFalse();
    assertThat(hidden("unknown").getNetworkUnlistable()).isFalse();
  }
}
