module Test_libvirtd_network =

   test Libvirtd_network.lns get conf =
{ "firewall_backend" = "nftables" }
