# Mastiff behind Varnish 6 or 7: include this file before your own subroutines.
#
#   vcl 4.0;
#   backend default { .host = "127.0.0.1"; .port = "8080"; }    # the door
#   include "/etc/varnish/mastiff.vcl";
#   sub vcl_recv { … }                                          # yours

vcl 4.0;

# The cache looks pages up as if there were no visitor cookie: ours are set aside, the store's stay.
sub vcl_recv {
  if (req.restarts == 0) {
    unset req.http.Mastiff-Cookie;
    if (req.http.Cookie ~ "(^|;\s*)mastiff(-pass|-queue)?=") {
      set req.http.Mastiff-Cookie = ";" + req.http.Cookie;
      set req.http.Mastiff-Cookie = regsuball(req.http.Mastiff-Cookie, ";\s*", ";");
      set req.http.Mastiff-Cookie = regsuball(req.http.Mastiff-Cookie, ";(mastiff|mastiff-pass|mastiff-queue)=", "; \1=");
      set req.http.Mastiff-Cookie = regsuball(req.http.Mastiff-Cookie, ";[^ ][^;]*", "");
      set req.http.Mastiff-Cookie = regsuball(req.http.Mastiff-Cookie, "^[; ]+|[; ]+$", "");
      set req.http.Cookie = regsuball(req.http.Cookie, "(^|;\s*)mastiff(-pass|-queue)?=[^;]*", "");
      set req.http.Cookie = regsub(req.http.Cookie, "^[;\s]+", "");
      if (req.http.Cookie == "") {
        unset req.http.Cookie;
      }
    }
  }
}

# What goes on to the door carries them again: a shopper whose page is not in the cache is no stranger.
sub mastiff_give_back {
  if (bereq.http.Mastiff-Cookie) {
    if (bereq.http.Cookie) {
      set bereq.http.Cookie = bereq.http.Cookie + "; " + bereq.http.Mastiff-Cookie;
    } else {
      set bereq.http.Cookie = bereq.http.Mastiff-Cookie;
    }
  }
}

sub vcl_backend_fetch {
  call mastiff_give_back;
}

sub vcl_pipe {
  call mastiff_give_back;
}

sub vcl_backend_response {
  # For pages that vary by cookie, ours does not count.
  if (bereq.http.Mastiff-Cookie && bereq.http.Cookie) {
    set bereq.http.Cookie = regsuball(bereq.http.Cookie, "(^|;\s*)mastiff(-pass|-queue)?=[^;]*", "");
    if (bereq.http.Cookie == "") {
      unset bereq.http.Cookie;
    }
  }
  # A denial is its receiver's alone: it is not kept, and does not push out a copy that is.
  if (beresp.http.Mastiff-Reference) {
    if (bereq.is_bgfetch) {
      return (abandon);
    }
    set beresp.ttl = 120s;
    set beresp.uncacheable = true;
    return (deliver);
  }
}
