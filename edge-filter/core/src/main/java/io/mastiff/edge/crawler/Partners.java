package io.mastiff.edge.crawler;

import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.crawler.signature.Signatures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the partner that a request comes from: everything that the partner's row names must fit,
 * key, network and signature.
 */
public final class Partners {
  private final List<Partner> partners;
  private final Signatures signatures;

  public Partners(List<Partner> partners, Signatures signatures) {
    this.partners = List.copyOf(partners);
    this.signatures = signatures;
  }

  /** The partner behind a request, if one is. */
  public @Nullable Partner find(Sighting s) {
    for (int i = 0; i < partners.size(); i++) {
      if (fits(partners.get(i), s)) {
        return partners.get(i);
      }
    }
    return null;
  }

  private boolean fits(Partner partner, Sighting s) {
    if (!partner.networks().isEmpty()
        && !(s.addressKnown() && partner.networks().contains(s.address()))) {
      return false;
    }
    if (!partner.keyHash().isEmpty()
        && !Secrets.matches(
            s.request().headers().text(HeaderNames.MASTIFF_PARTNER), partner.keyHash())) {
      return false;
    }
    return partner.signatureAgent().isEmpty()
        || signatures.verify(s.request(), partner.signatureAgent(), s.atMs())
            == Signatures.Result.VALID;
  }
}
